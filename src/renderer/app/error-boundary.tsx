import { Component, type ReactNode } from "react";
import { CrashScreen } from "./crash-screen.tsx";

/** A screen that breaks becomes a calm one; bar, visit and papers stay. Tried again on touch and with the next screen. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <CrashScreen onRetry={() => this.setState({ broken: false })} /> : this.props.children;
  }
}
