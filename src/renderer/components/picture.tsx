import { useEffect, useState } from "react";
import { useStore } from "../app/screen-context.tsx";
import type { Picture as PictureData } from "../../contract/documents.ts";
import { useText } from "../i18n/use-text.tsx";
import { Icon } from "./icon.tsx";
import "./picture.css";

/** A page of a saved document (`page` is 1-based), or of the scan that is not saved yet; its rotation is already applied. */
export type PictureSource =
  | { readonly kind: "document"; readonly documentId: string; readonly page: number }
  | { readonly kind: "scan"; readonly pageId: string; readonly rotation: number };

export interface PictureProps {
  readonly source: PictureSource;
  /** About how wide it is drawn, CSS px; the picture is fetched for it. */
  readonly widthPx: number;
  /** What it is, e.g. "Page 2". */
  readonly label: string;
}

type Loaded = { readonly state: "loading" } | { readonly state: "failed" } | { readonly state: "there"; readonly url: string };

/** A true preview of a page. Fits into the box it stands in, never wider or higher, and says so when it cannot be shown. */
export function Picture({ source, widthPx, label }: PictureProps) {
  const { client } = useStore();
  const t = useText();
  const [loaded, setLoaded] = useState<Loaded>({ state: "loading" });
  const id = source.kind === "document" ? source.documentId : source.pageId;
  const number = source.kind === "document" ? source.page : source.rotation;
  useEffect(() => {
    let url: string | null = null;
    let left = false;
    setLoaded({ state: "loading" });
    const wanted = Math.min(2400, Math.max(60, Math.round(widthPx)));
    const asked = source.kind === "document"
      ? client.invoke("document-picture", { documentId: id, page: number, widthPx: wanted })
      : client.invoke("scan-picture", { pageId: id, widthPx: wanted });
    void asked.then((picture) => {
      if (left) return;
      url = picture.ok ? objectUrl(picture.value) : null;
      setLoaded(url === null ? { state: "failed" } : { state: "there", url });
    });
    return () => {
      left = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [client, source.kind, id, number, widthPx]);

  if (loaded.state === "there") return <img className="picture" src={loaded.url} alt={label} draggable={false} />;
  return (
    <div className="picture picture-blank" role="img" aria-label={label}>
      {loaded.state === "failed" && (
        <span className="picture-failed">
          <Icon name="document" size={2} />
          {t("common.noPreview")}
        </span>
      )}
    </div>
  );
}

function objectUrl(picture: PictureData): string {
  const bytes = Uint8Array.from(atob(picture.base64), (letter) => letter.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: picture.mime }));
}
