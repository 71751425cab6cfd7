/**
 * Opens an address in the person's own browser: Excel's web view on the desktop cannot save a file by itself. False on the web, where
 * Office has no such function and a link that the person follows does the same.
 */
export function openAddress(address: string): boolean {
  if (!Office.context.requirements.isSetSupported("OpenBrowserWindowApi", "1.1")) return false;
  Office.context.ui.openBrowserWindow(address);
  return true;
}
