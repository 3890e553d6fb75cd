import { BellOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Badge } from "antd";
import { useSession } from "../lib/session";
import { say } from "../words";

/** How many notices nobody has read yet, and the way to them. */
export function Bell() {
  const { unread } = useSession();
  return (
    <Link to="/notices" className="bell" aria-label={say("frame.notices", { n: unread })}>
      <Badge count={unread} size="small">
        <BellOutlined />
      </Badge>
    </Link>
  );
}
