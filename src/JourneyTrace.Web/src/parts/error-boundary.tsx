import { Component, type ReactNode } from "react";
import { Failed } from "./states";

/** A page that breaks leaves the rest of the console standing. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    return this.state.error ? <Failed error={this.state.error} again={() => this.setState({ error: null })} /> : this.props.children;
  }
}
