// `npm run build`: src/ -> dist/v1.js and, beside it, its integrity hash. With a folder as argument, there.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const folder = process.argv[2] ?? `${here}dist`;

// The style sheet becomes a string, which the script adopts: so no page needs to allow inline styles.
const minifiedCss = {
  name: "minified-css",
  setup(bundle) {
    bundle.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const sheet = await transform(await readFile(path, "utf8"), { loader: "css", minify: true });
      return { contents: sheet.code.trim(), loader: "text" };
    });
  },
};

const { outputFiles } = await build({
  absWorkingDir: here,
  entryPoints: ["src/main.js"],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/* Cluster Answers widget v1, Apache-2.0 */" },
  plugins: [minifiedCss],
  write: false,
});
const script = outputFiles[0].contents;
await mkdir(folder, { recursive: true });
await writeFile(`${folder}/v1.js`, script);
await writeFile(`${folder}/v1.js.sri`, `sha384-${createHash("sha384").update(script).digest("base64")}\n`);
