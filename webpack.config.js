const { resolve } = require("node:path");
const { gzipSync } = require("node:zlib");
const CopyPlugin = require("copy-webpack-plugin");
const CustomFunctionsMetadataPlugin = require("custom-functions-metadata-plugin");
const HtmlWebpackPlugin = require("html-webpack-plugin");
const MinimizerPlugin = require("minimizer-webpack-plugin");

/** The address that stands in manifest.xml and in the functions' help links; replaced by `--env address=https://…`. */
const defaultAddress = "https://localhost:3000";
const at = (path) => resolve(__dirname, path);

/** Where pages load Office.js from: our own server (clinics without Internet), or with OFFICE_JS=cdn from Microsoft, as it asks of published add-ins. */
const officeJs = {
  server: "/office-js/office.js",
  cdn: "https://appsforoffice.microsoft.com/lib/1/hosted/office.js",
};

const page = (title, head = "") => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="icon" href="/assets/icons/contacts-32.png">
    ${head}
  </head>
  <body>
    <div id="root"></div>
  </body>
</html>
`;

/** Gives the files that a page loads before anything is seen, compressed as a server does, as `sizes.json` beside the page. */
class SizesPlugin {
  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap("SizesPlugin", (compilation) => {
      compilation.hooks.processAssets.tap({ name: "SizesPlugin", stage: Compilation.PROCESS_ASSETS_STAGE_REPORT }, (assets) => {
        const files = new Set(["taskpane.html"]);
        for (const entry of compilation.entrypoints.values()) for (const file of entry.getFiles()) files.add(file);
        const sizes = [...files].map((file) => ({ file, gzipBytes: gzipSync(assets[file].buffer(), { level: 6 }).length }));
        const firstPaintGzipBytes = sizes.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0);
        compilation.emitAsset("sizes.json", new sources.RawSource(`${JSON.stringify({ firstPaintGzipBytes, files: sizes }, null, 2)}\n`));
      });
    });
  }
}

/** What the generator of functions.json cannot say: functions take cells that hold errors; and where the help pages really are. */
class FunctionsMetadataPlugin {
  constructor(address) {
    this.address = address;
  }

  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap("FunctionsMetadataPlugin", (compilation) => {
      compilation.hooks.processAssets.tap({ name: "FunctionsMetadataPlugin", stage: Compilation.PROCESS_ASSETS_STAGE_ADDITIONS }, () => {
        compilation.updateAsset("functions.json", (generated) => {
          const metadata = JSON.parse(generated.source().toString().replaceAll(defaultAddress, this.address));
          return new sources.RawSource(`${JSON.stringify({ allowErrorForDataTypeAny: true, ...metadata }, null, 2)}\n`);
        });
      });
    });
  }
}

const minifying = { ecma: 2020, compress: { passes: 2 }, mangle: true, format: { comments: false } };
const withAddress = (address) => (content) => content.toString().replaceAll(defaultAddress, address);

function common(name, mode) {
  return {
    name,
    mode,
    devtool: "source-map",
    context: __dirname,
    resolve: { extensions: [".tsx", ".ts", ".js"] },
    module: {
      rules: [
        { test: /\.tsx?$/, exclude: /node_modules/, loader: "esbuild-loader", options: { target: "es2022" } },
        // Pages of the manual: the pane shows the same text as docs/manual.
        { test: /\.md$/, type: "asset/source" },
      ],
      // As TypeScript and tsx read them; only the names that are used are bundled.
      parser: {
        json: { namedExports: true },
        // What the server looks for beside its packages while it runs (fonts) is Node's to find, not to be bundled.
        javascript: { createRequire: false },
      },
    },
    cache: { type: "filesystem", cacheDirectory: at(".cache/webpack"), name: `${name}-${mode}`, buildDependencies: { config: [at("webpack.config.js")] } },
    performance: false,
    stats: "errors-warnings",
    infrastructureLogging: { level: "error" },
  };
}

function browser(name, mode) {
  return {
    ...common(name, mode),
    target: ["web", "es2020"],
    optimization: {
      // swc's minifier: measured 12 % smaller than esbuild's on Fluent and zod, as small as Terser's in a tenth of its time.
      minimizer: [new MinimizerPlugin({ minify: { implementation: MinimizerPlugin.swcMinify, options: minifying } })],
      splitChunks: { chunks: "all", maxInitialRequests: 6 },
      runtimeChunk: "single",
      moduleIds: "deterministic",
    },
  };
}

/** The pane: its page, the functions of the same runtime, the manifest and what it names. */
function pane(mode, address, office) {
  return {
    ...browser("pane", mode),
    entry: { functions: at("src/functions/functions.ts"), taskpane: at("src/taskpane/index.tsx") },
    output: {
      path: at("dist/web"),
      publicPath: "/",
      // The manifest names functions.js, so its name is fixed; everything else may be kept by browsers for ever.
      filename: ({ chunk }) => (chunk.name === "functions" ? "functions.js" : "static/[name].[contenthash:10].js"),
      chunkFilename: "static/[name].[contenthash:10].js",
      clean: { keep: /^preview\// },
    },
    plugins: [
      new CustomFunctionsMetadataPlugin({ input: at("src/functions/functions.ts"), output: "functions.json" }),
      new FunctionsMetadataPlugin(address),
      new HtmlWebpackPlugin({
        filename: "taskpane.html",
        // Office.js comes first and not deferred: functions are associated with it as soon as their script runs.
        templateContent: page("Patient contacts", `<script src="${office}"></script>`),
        chunks: ["functions", "taskpane"],
        chunksSortMode: "manual",
        scriptLoading: "defer",
      }),
      new CopyPlugin({
        patterns: [
          { from: at("manifest.xml"), to: "manifest.xml", transform: withAddress(address) },
          { from: at("assets"), to: "assets", globOptions: { ignore: ["**/*.mjs", "**/help/**"] } },
          { from: at("assets/help"), to: "help" },
        ],
      }),
      new SizesPlugin(),
    ],
  };
}

/** The preview workbook: the emulated Excel that runs the pane in a browser. Apart, so that nothing of it is in the pane. */
function preview(mode) {
  return {
    ...browser("preview", mode),
    entry: { preview: at("excel-host/preview/index.ts") },
    output: { path: at("dist/web/preview"), publicPath: "/preview/", filename: "[name].[contenthash:10].js", clean: true },
    module: {
      ...common("preview", mode).module,
      rules: [
        ...common("preview", mode).module.rules,
        { test: /\.css$/, type: "asset/resource", generator: { filename: "[name].[contenthash:10][ext]" } },
      ],
    },
    plugins: [new HtmlWebpackPlugin({ filename: "index.html", templateContent: page("Preview workbook"), scriptLoading: "defer" })],
  };
}

/** The server and its command line: ours bundled, packages left to Node. */
function server(mode) {
  return {
    ...common("server", mode),
    target: "node20",
    externalsPresets: { node: true },
    externals: [({ request }, done) => (/^(\.|\/|[A-Za-z]:)/.test(request) ? done() : done(null, `commonjs ${request}`))],
    entry: { index: at("server/index.ts"), cli: at("server/cli.ts") },
    output: { path: at("dist/server"), filename: "[name].js", clean: true, library: { type: "commonjs2" } },
    node: { __dirname: false, __filename: false },
    optimization: { minimize: false, nodeEnv: false },
    plugins: [new CopyPlugin({ patterns: [{ from: at("server/database/migrations"), to: "migrations" }] })],
  };
}

module.exports = (env = {}, { mode = "production" } = {}) => {
  const address = new URL(env.address ?? defaultAddress).origin;
  const office = officeJs[process.env.OFFICE_JS ?? "server"];
  if (office === undefined) throw new Error(`OFFICE_JS is ${process.env.OFFICE_JS}; it can be: ${Object.keys(officeJs).join(", ")}.`);
  return Object.assign([pane(mode, address, office), preview(mode), server(mode)], { parallelism: 2 });
};
