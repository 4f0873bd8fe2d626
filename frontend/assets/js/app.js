// Every page works without this file; it only makes some of them quicker to use.
import "./near.js";
import "./suggest.js";

// Menus are <details>: close them on Escape, on a click elsewhere, and when focus moves on.
const openMenus = () => document.querySelectorAll("details.menu[open]");
const closeMenus = (except) =>
  openMenus().forEach((menu) => {
    if (!menu.contains(except)) menu.open = false;
  });
document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openMenus().forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.querySelector(".filters:target .filters-close")?.click();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  const toast = event.target.closest("[data-dismiss]")?.closest(".toast");
  if (toast) toast.remove();
});

// A select that sends its form at once; its own button stays for people without script.
document.addEventListener("change", (event) => {
  const marked = event.target.closest("[data-submit-on-change]");
  if (marked) (marked.form ?? marked).requestSubmit();
});

// A second press of a slow button must not send the form twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () =>
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent),
);
