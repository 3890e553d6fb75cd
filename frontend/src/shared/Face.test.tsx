import { expect, test } from "vitest";
import { Face } from "./Face";

interface Element {
  type: unknown;
  props: { className?: string; d?: string; children?: Element | Element[] };
}

/** The classes and paths of a drawing, which is plain data and needs no browser to be read. */
function parts(element: Element): string[] {
  const children = [element.props.children ?? []].flat();
  return [`${element.props.className ?? ""} ${element.props.d ?? ""}`.trim(), ...children.flatMap(parts)];
}

function drawing(of: "DEMONSTRATION" | "COMPLIANT" | "RECTIFICATION" | "NOT_RATED"): string {
  return parts(Face({ of, size: 58 }) as unknown as Element)
    .slice(1)
    .join("|");
}

test("each class has a drawing that no other has, so that shape alone tells them apart", () => {
  const all = (["DEMONSTRATION", "COMPLIANT", "RECTIFICATION", "NOT_RATED"] as const).map(drawing);
  expect(new Set(all).size).toBe(4);
});

test("only rectification sheds a tear, and the one without a class has no features", () => {
  expect(drawing("RECTIFICATION")).toContain("tear");
  expect(drawing("COMPLIANT")).not.toContain("tear");
  expect(drawing("NOT_RATED")).not.toContain("feature");
});
