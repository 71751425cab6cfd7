declare global {
  /** A part of Office.js that its types leave out. */
  const OfficeRuntime: { storage: { setItem(key: string, value: string): Promise<void>; getItem(key: string): Promise<string | null> } };

  interface Window {
    ready: Promise<unknown>;
    /** What the functions were called with, for tests to read. */
    calls: string[];
    /** Events that a test listens to. */
    seen: unknown[];
    dialog?: Office.Dialog;
  }
}

export {};
