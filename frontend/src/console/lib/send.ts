import { spoken } from "../../shared/words";
import { type Code, Refusal } from "./api";

/** Sends a file as it is; `progress` hears how much of it has gone, from 0 to 1. A fetch can't say that, so this is no fetch. */
export function sendFile(url: string, file: File, progress: (share: number) => void): Promise<{ id: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "json";
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Accept-Language", spoken());
    request.upload.onprogress = ({ loaded, total }) => progress(total ? loaded / total : 0);
    request.onerror = () => reject(new Refusal("OFFLINE", ""));
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) return resolve(request.response);
      const said = request.response?.errors?.[0];
      reject(
        said
          ? Refusal.of(request.response.errors)
          : new Refusal((request.status === 401 ? "UNAUTHENTICATED" : "INTERNAL") as Code, ""),
      );
    };
    request.send(file);
  });
}
