import { Component } from "react";
import type { ReactNode } from "react";
import { paneWords } from "../../wording/pane";

interface Props {
  readonly children: ReactNode;
}

/** A screen that breaks says so, and leaves a way on; React offers this to classes only. */
export class ErrorBoundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <div role="alert" style={{ padding: 16 }}>
        <p>{paneWords.shell.broken}</p>
        <button type="button" onClick={() => this.setState({ broken: false })}>
          {paneWords.shell.reload}
        </button>
      </div>
    );
  }
}
