/**
 * Builds what the browser and the book printer need and git does not hold.
 *
 *   ayumi.css + ayumi.js + grid.js  →  ../static/shell/dist/   (with the woff2 files the style sheet names)
 *   TrueType fonts                  →  ../fonts/               (for books and sheets, with their licences)
 *
 * Both folders are emptied first, so what lies in them afterwards is what this file put there.
 * Run it with `make assets`, which skips it when nothing changed.
 */
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const frontend = dirname(fileURLToPath(import.meta.url));
const packages = resolve(frontend, "../../../../node_modules");
const distribution = resolve(frontend, "../static/shell/dist");
const fonts = resolve(frontend, "../fonts");

/** Package and face of every font of the books: copied as <family>-<style>.ttf. */
const TRUETYPE_FACES = [
  ["biz-udmincho", "BIZUDMincho", ["400Regular"]],
  ["biz-udpmincho", "BIZUDPMincho", ["400Regular"]],
  ["biz-udgothic", "BIZUDGothic", ["400Regular", "700Bold"]],
  ["biz-udpgothic", "BIZUDPGothic", ["400Regular", "700Bold"]],
  ["noto-serif-jp", "NotoSerifJP", ["400Regular"]],
];

/** Packages whose text ends up in the bundles, and their licence files. */
const BUNDLED_LICENCES = [
  ["htmx.org", "LICENSE"],
  ["@digital-go-jp/design-tokens", "LICENSE"],
  ["@fontsource/biz-udpgothic", "LICENSE"],
];

/**
 * Trims Fontsource's style sheets: no woff beside woff2 (every browser that runs htmx reads woff2),
 * and a unicode-range on the Latin faces, so that a page never asks them for a Japanese character.
 */
const trimFontsource = {
  name: "trim-fontsource",
  setup(building) {
    building.onLoad({ filter: /@fontsource[\\/][^\\/]+[\\/][a-z-]*\d00\.css$/ }, async ({ path }) => {
      const ranges = JSON.parse(await readFile(join(dirname(path), "unicode.json"), "utf8"));
      const subset = path.match(/([a-z-]+)-\d00\.css$/)?.[1];
      let contents = (await readFile(path, "utf8")).replace(/,\s*url\([^)]*\.woff\) format\('woff'\)/g, "");
      if (ranges[subset] && !contents.includes("unicode-range")) {
        contents = contents.replaceAll("}", `  unicode-range: ${ranges[subset]};\n}`);
      }
      return { contents, loader: "css" };
    });
  },
};

async function emptied(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

async function buildBundles() {
  await emptied(distribution);
  await build({
    absWorkingDir: frontend,
    entryPoints: [
      { in: "ayumi.css", out: "ayumi" },
      { in: "ayumi.js", out: "ayumi" },
      { in: "grid/grid.js", out: "grid" }, // Only the page that edits a table loads it.
    ],
    outdir: distribution,
    nodePaths: [packages],
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2022", "chrome111", "firefox113", "safari16.4"],
    charset: "utf8",
    legalComments: "none",
    loader: { ".woff2": "file", ".svg": "file" },
    assetNames: "[name]-[hash]",
    plugins: [trimFontsource],
    logLevel: "warning",
  });
}

/** Writes the licences of the bundled packages beside the bundles, as those licences ask. */
async function writeLicences() {
  const parts = [];
  for (const [name, file] of BUNDLED_LICENCES) {
    const { version, license } = JSON.parse(await readFile(join(packages, name, "package.json"), "utf8"));
    const text = await readFile(join(packages, name, file), "utf8").catch(() => `Licence: ${license}\n`);
    parts.push(`${name} ${version}\n${"=".repeat(72)}\n${text.trim()}\n`);
  }
  await writeFile(join(distribution, "THIRD-PARTY-LICENCES.txt"), parts.join("\n\n"));
}

async function copyFonts() {
  await emptied(fonts);
  for (const [name, family, faces] of TRUETYPE_FACES) {
    const source = join(packages, "@expo-google-fonts", name);
    for (const face of faces) {
      const style = face.replace(/^\d+/, "");
      await copyFile(join(source, face, `${family}_${face}.ttf`), join(fonts, `${family}-${style}.ttf`));
    }
    await copyFile(join(source, "LICENSE_FONT"), join(fonts, `${family}-OFL.txt`));
  }
}

await copyFonts();
await buildBundles();
await writeLicences(); // Last: make takes this file's time as the time of the build.
const count = (await readdir(distribution)).length + (await readdir(fonts)).length;
process.stdout.write(`画面の部品と書体を用意しました（${count}ファイル）。\n`);
