// Builds everything a page loads into frontend/static/build/: one stylesheet, one script, the icon
// sprite and the fonts. `npm ci && npm run build`; nothing here is needed at run time.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { compile, NodePackageImporter } from "sass";
import subsetFont from "subset-font";

const out = new URL("../static/build/", import.meta.url);
const modules = new URL("node_modules/", import.meta.url);

// Without hinting and with only the letters of Vietnamese and English a weight is 11 kB, not 33.
const LATIN = [
  [0x20, 0x7e],
  [0xa0, 0xa0], [0xab, 0xab], [0xb0, 0xb3], [0xb7, 0xb7], [0xbb, 0xbb], [0xbd, 0xbd], [0xd7, 0xd7],
  [0xc0, 0xc3], [0xc8, 0xca], [0xcc, 0xcd], [0xd2, 0xd5], [0xd9, 0xda], [0xdd, 0xdd],
  [0xe0, 0xe3], [0xe8, 0xea], [0xec, 0xed], [0xf2, 0xf5], [0xf9, 0xfa], [0xfd, 0xfd],
  [0x2013, 0x2014], [0x2018, 0x2019], [0x201c, 0x201d], [0x2022, 0x2022], [0x2026, 0x2026],
  [0x2212, 0x2212],
];
const VIETNAMESE = [
  [0x102, 0x103], [0x110, 0x111], [0x128, 0x129], [0x168, 0x169], [0x1a0, 0x1a1],
  [0x1af, 0x1b0], [0x1ea0, 0x1ef9], [0x20ab, 0x20ab],
];

const letters = (ranges) =>
  ranges
    .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
    .map((code) => String.fromCodePoint(code))
    .join("");

async function fonts() {
  await mkdir(new URL("fonts/", out), { recursive: true });
  for (const weight of [400, 600]) {
    for (const [script, ranges] of [["latin", LATIN], ["vietnamese", VIETNAMESE]]) {
      const source = new URL(
        `@fontsource/be-vietnam-pro/files/be-vietnam-pro-${script}-${weight}-normal.woff2`,
        modules,
      );
      const subset = await subsetFont(await readFile(source), letters(ranges), {
        targetFormat: "woff2",
        noHinting: true,
        keepFeatures: ["kern", "mark", "mkmk"],
      });
      await writeFile(new URL(`fonts/${script}-${weight}.woff2`, out), subset);
    }
  }
}

async function icons() {
  const names = JSON.parse(await readFile(new URL("icons.json", import.meta.url)));
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await readFile(new URL(`lucide-static/icons/${name}.svg`, modules), "utf8");
      const drawing = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
      return `<symbol id="${name}" viewBox="0 0 24 24">${drawing.replace(/>\s+</g, "><").trim()}</symbol>`;
    }),
  );
  await writeFile(
    new URL("icons.svg", out),
    `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`,
  );
}

async function styles() {
  const { css } = compile("scss/app.scss", {
    style: "compressed",
    importers: [new NodePackageImporter()],
    loadPaths: ["node_modules"],
    // Bootstrap 5.3 still uses @import and global functions.
    quietDeps: true,
    silenceDeprecations: ["import"],
  });
  await writeFile(new URL("app.css", out), css);
}

await mkdir(out, { recursive: true });
await Promise.all([
  fonts(),
  icons(),
  styles(),
  build({
    entryPoints: ["js/app.js"],
    outfile: new URL("app.js", out).pathname,
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2019"],
    legalComments: "none",
  }),
]);
