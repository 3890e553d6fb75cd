import { spoken } from "./words";

/**
 * A sentence that may hold names in Chinese: in English they are marked as such, so that a screen reader reads them in
 * Chinese.
 */
export function Words({ of }: { of: string }) {
  if (spoken() === "zh-CN") return of;
  // Every other piece is a run of Chinese, since the pattern is captured.
  return of.split(/([\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+)/).map((piece, i) =>
    i % 2 === 0 ? (
      piece
    ) : (
      <span key={i} lang="zh-CN">
        {piece}
      </span>
    ),
  );
}
