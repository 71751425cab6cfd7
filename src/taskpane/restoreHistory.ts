/** Office.js lays a null over the browser's history functions; taking that away brings back what the browser has. */
export function restoreHistory(): void {
  for (const name of ["pushState", "replaceState"] as const) {
    if (typeof Reflect.get(history, name) !== "function") Reflect.deleteProperty(history, name);
  }
}
