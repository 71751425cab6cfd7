import { configure } from "@testing-library/react";

// The library gives up after a second, which a busy machine may need for one screen.
configure({ asyncUtilTimeout: 20_000 });
