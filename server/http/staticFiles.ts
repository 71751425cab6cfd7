import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import express, { Router, type RequestHandler, type Response } from "express";
import type { Config } from "../config";

/** The pane, its functions, the manifest and, where they are wanted, Office.js and the preview workbook: all on one origin. */
export function staticFiles(config: Config): Router {
  const router = Router();
  const web = resolve(config.STATIC_DIRECTORY);
  if (config.PREVIEW_WORKBOOK) {
    router.get("/", (_req, res) => res.redirect("/preview/"));
    router.get("/preview/sample.json", sampleFile(config));
  } else {
    router.use("/preview", answerNoFile);
  }
  // Office asks for icons without headers and some hosts refuse those that forbid or bound caching.
  router.use("/assets", express.static(resolve(web, "assets"), { cacheControl: false, index: false }));
  router.use("/office-js", express.static(resolve(config.OFFICE_JS_DIRECTORY), { maxAge: "1d", index: false }));
  router.use(express.static(web, { cacheControl: false, setHeaders: setCaching, dotfiles: "ignore" }));
  router.use(answerNoFile);
  return router;
}

/** Names that carry a digest of the contents never change their contents; all else is asked for anew each time. */
function setCaching(res: Response, path: string): void {
  const isHashed = /\.[0-9a-f]{8,}\.\w+(\.map)?$/.test(basename(path));
  res.setHeader("Cache-Control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
}

function sampleFile(config: Config): RequestHandler {
  return (_req, res, next) => {
    const file = config.PREVIEW_SAMPLE_FILE;
    if (config.ENVIRONMENT !== "demo" || file === undefined || !existsSync(file)) next();
    else res.sendFile(resolve(file), { headers: { "Cache-Control": "no-store" }, dotfiles: "allow" });
  };
}

const answerNoFile: RequestHandler = (_req, res) => {
  res.status(404).type("text/plain").send("There is nothing at this address.\n");
};
