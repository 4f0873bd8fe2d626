// "Near me": the position leaves the device only on this press, and no finer than about 100 metres.
const DECIMALS = 3;
const RADIUS_KM = 10;
const PATIENCE_MS = 10000;
const STILL_TRUE_MS = 600000;

document.querySelectorAll("[data-near]").forEach((button) => {
  if (!navigator.geolocation || !window.isSecureContext) return;
  const { form } = button;
  const place = document.getElementById(button.dataset.near);
  const waits = form.querySelector("[data-near-waits]");
  const failed = form.querySelector("[data-near-failed]");
  const forget = (name) => form.querySelector(`input[type="hidden"][name="${name}"]`)?.remove();
  const send = (name, value) => {
    forget(name);
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    form.append(field);
  };
  const wait = (on) => {
    button.disabled = on;
    waits.hidden = !on;
  };

  const search = ({ coords }) => {
    wait(false);
    form.querySelectorAll('[name="place"]').forEach((field) => (field.value = ""));
    send("lat", coords.latitude.toFixed(DECIMALS));
    send("lon", coords.longitude.toFixed(DECIMALS));
    send("radius_km", RADIUS_KM);
    send("sort", "distance");
    form.requestSubmit();
  };
  const ask = () => {
    wait(false);
    failed.hidden = false;
    place.setAttribute("aria-describedby", failed.id);
    place.focus();
  };

  button.hidden = false;
  button.addEventListener("click", () => {
    failed.hidden = true;
    wait(true);
    navigator.geolocation.getCurrentPosition(search, ask, {
      timeout: PATIENCE_MS,
      maximumAge: STILL_TRUE_MS,
    });
  });
  // Who now names a place means that one, not where they stand.
  form.addEventListener("submit", () => {
    if (place.value && place.value !== place.defaultValue) ["lat", "lon"].forEach(forget);
  });
});
