// Excel workbooks for the browser tests: written as small as Excel reads them, and read back without a library.
import { crc32, inflateRawSync } from "node:zlib";

/** A workbook of sheets, each a list of rows of texts and numbers. */
export function workbook(sheets) {
  const names = Object.keys(sheets);
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packaged = "http://schemas.openxmlformats.org/package/2006";
  const kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const files = {
    "[Content_Types].xml": `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kind}.sheet.main+xml"/>${names.map((_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${kind}.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="r${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${packaged}/relationships">${names.map((_, i) => `<Relationship Id="r${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join("")}</Relationships>`,
  };
  for (const [i, name] of names.entries())
    files[`xl/worksheets/sheet${i + 1}.xml`] =
      `<worksheet xmlns="${main}"><sheetData>${sheets[name].map((cells, r) => `<row r="${r + 1}">${cells.map((value, c) => cell(value, `${letters(c)}${r + 1}`)).join("")}</row>`).join("")}</sheetData></worksheet>`;
  return zip(files);
}

/** The rows of each sheet of a workbook, as texts. */
export function read(buffer) {
  const files = unzip(buffer);
  const text = (name) => files[name]?.toString("utf8") ?? "";
  const targets = Object.fromEntries(
    all(text("xl/_rels/workbook.xml.rels"), /<Relationship\b[^>]*>/g).map(([tag]) => [
      attribute(tag, "Id"),
      attribute(tag, "Target"),
    ]),
  );
  const shared = all(text("xl/sharedStrings.xml"), /<si\b[^>]*>(.*?)<\/si>/gs).map(([, inside]) => texts(inside));
  const sheets = {};
  for (const [tag] of all(text("xl/workbook.xml"), /<sheet\b[^>]*>/g)) {
    const target = targets[attribute(tag, "r:id")].replace(/^\/?(xl\/)?/, "xl/");
    sheets[plain(attribute(tag, "name"))] = all(text(target), /<row\b[^>]*?(?:\/>|>(.*?)<\/row>)/gs).map(([, inside = ""]) => {
      const row = [];
      for (const [, attributes, value = ""] of all(inside, /<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
        const type = attribute(attributes, "t");
        const held = /<v\b[^>]*>(.*?)<\/v>/s.exec(value)?.[1] ?? "";
        row[column(attribute(attributes, "r"))] =
          type === "s" ? shared[Number(held)] : type === "inlineStr" ? texts(value) : plain(held);
      }
      return Array.from(row, (value) => value ?? "");
    });
  }
  return {
    sheets,
    comments: Object.keys(files)
      .filter((name) => /comments/i.test(name))
      .map(text)
      .map(texts),
  };
}

const all = (text, pattern) => [...text.matchAll(pattern)];
const attribute = (tag, name) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
const texts = (xml) =>
  all(xml, /<t\b[^>]*>(.*?)<\/t>/gs)
    .map(([, inside]) => plain(inside))
    .join("");
const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
const plain = (text) =>
  text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;|&#34;/g, '"')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&amp;/g, "&");

function cell(value, at) {
  return typeof value === "number"
    ? `<c r="${at}"><v>${value}</v></c>`
    : `<c r="${at}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
}

function letters(index) {
  return (index >= 26 ? letters(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));
}

function column(reference) {
  let index = 0;
  for (const letter of /^[A-Z]+/.exec(reference)[0]) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/** A zip file whose entries are stored as they are. */
function zip(files) {
  const parts = [];
  const index = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text);
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt32LE(crc32(body), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, path, body]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    index.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, rest, path]));
    parts.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(index);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(index.length, 4);
  end.writeUInt16LE(index.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}

/** A zip file's entries by name, found by its directory. */
function unzip(buffer) {
  const files = {};
  let at = buffer.readUInt32LE(buffer.lastIndexOf("PK\x05\x06", undefined, "latin1") + 16);
  while (buffer.toString("latin1", at, at + 4) === "PK\x01\x02") {
    const method = buffer.readUInt16LE(at + 10);
    const size = buffer.readUInt32LE(at + 20);
    const [path, extra, comment] = [28, 30, 32].map((offset) => buffer.readUInt16LE(at + offset));
    const local = buffer.readUInt32LE(at + 42);
    const from = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
    const body = buffer.subarray(from, from + size);
    files[buffer.toString("utf8", at + 46, at + 46 + path)] = method === 8 ? inflateRawSync(body) : body;
    at += 46 + path + extra + comment;
  }
  return files;
}
