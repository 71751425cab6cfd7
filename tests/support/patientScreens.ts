import { configure } from "@testing-library/react";

// The library gives up after a second, which a busy machine may need for one screen. What lies behind a dialog is hidden from roles by a timer of
// Fluent's, which jsdom, moving no focus when a dialog goes, leaves behind on a busy machine; the journeys look by role in a real browser.
configure({ asyncUtilTimeout: 20_000, defaultHidden: true });
