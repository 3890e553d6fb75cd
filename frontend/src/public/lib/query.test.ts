import { afterEach, beforeEach, expect, test, vi } from "vitest";

// The module reads the page when it is loaded, so each test has a page and a copy of its own.
async function load(inlined?: object) {
  vi.resetModules();
  vi.stubGlobal("document", {
    cookie: "",
    getElementById: (id: string) => (id === "data" && inlined ? { textContent: JSON.stringify(inlined) } : null),
  });
  return import("./query");
}

beforeEach(() => vi.stubGlobal("fetch", vi.fn()));
afterEach(() => vi.unstubAllGlobals());

function answers(body: unknown, status = 200) {
  vi.mocked(fetch).mockResolvedValueOnce(new Response(JSON.stringify(body), { status }));
}

test("the answer that came with the page is used, and nobody is asked", async () => {
  const { fetchInto, peek } = await load({
    url: "/graphql?documentId=sha256:ab&variables=%7B%22x%22:1%7D",
    body: { data: { a: 1 } },
  });
  await fetchInto('/graphql?documentId=sha256%3Aab&variables={"x":1}');
  expect(peek('/graphql?documentId=sha256%3Aab&variables={"x":1}')).toEqual({ data: { a: 1 } });
  expect(fetch).not.toHaveBeenCalled();
});

test("an answer for another address is not", async () => {
  const { fetchInto } = await load({ url: "/graphql?documentId=sha256:ab", body: { data: {} } });
  answers({ data: { b: 1 } });
  await fetchInto("/graphql?documentId=sha256:cd");
  expect(fetch).toHaveBeenCalledOnce();
});

test("two who ask for the same share one request", async () => {
  const { fetchInto } = await load();
  answers({ data: { a: 1 } });
  await Promise.all([fetchInto("/graphql?documentId=1"), fetchInto("/graphql?documentId=1")]);
  expect(fetch).toHaveBeenCalledOnce();
});

test.each([
  ["RATE_LIMITED", "busy"],
  ["INVALID", "invalid"],
  ["INTERNAL", "server"],
])("%s is told as %s", async (code, kind) => {
  const { fetchInto, peek } = await load();
  answers({ data: null, errors: [{ message: "", extensions: { code, id: "r1" } }] });
  await fetchInto("/graphql?documentId=1");
  expect(peek("/graphql?documentId=1")?.error).toMatchObject({ kind, id: "r1" });
});

test("no network, too many requests, and an answer that is no answer", async () => {
  const { fetchInto, peek } = await load();
  vi.mocked(fetch).mockRejectedValueOnce(new TypeError("failed"));
  await fetchInto("/graphql?documentId=1");
  expect(peek("/graphql?documentId=1")?.error?.kind).toBe("offline");
  answers({}, 429);
  await fetchInto("/graphql?documentId=2");
  expect(peek("/graphql?documentId=2")?.error?.kind).toBe("busy");
  vi.mocked(fetch).mockResolvedValueOnce(new Response("<html>", { status: 502 }));
  await fetchInto("/graphql?documentId=3");
  expect(peek("/graphql?documentId=3")?.error?.kind).toBe("server");
});
