import { Button } from "antd";
import { Component, type ReactNode } from "react";
import { Empty } from "../parts/States";
import { say } from "../words";

/** A page that broke says so, and the rest goes on. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Empty
        action={
          <Button type="primary" onClick={() => location.reload()}>
            {say("state.reload")}
          </Button>
        }
      >
        {say("state.broken.page")}
      </Empty>
    );
  }
}
