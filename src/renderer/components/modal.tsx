import { useEffect, useId, useRef, type ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import { ScrollPages } from "./scroll-pages.tsx";
import "./modal.css";

export interface ModalProps {
  readonly title: string;
  readonly icon?: IconName;
  readonly children?: ReactNode;
  /** Other choices first, the primary one last. */
  readonly actions: ReactNode;
  /** Escape on a hardware keyboard; leave out where only a choice ends it. */
  readonly onEscape?: () => void;
  /** `alertdialog` for what needs an answer now. */
  readonly role?: "dialog" | "alertdialog";
  readonly width?: "usual" | "wide";
}

/**
 * A question over the screen. The app makes the screen behind it inert and hides the embedded page, so nothing but this,
 * the bar and our keyboard can be reached; the bar is never covered. Its heading is the page's `h1` while it is open. Focus comes to the heading and goes back
 * when it closes.
 */
export function Modal({ title, icon, children, actions, onEscape, role = "dialog", width = "usual" }: ModalProps) {
  const heading = useId();
  const body = useId();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const own = box.current;
    if (own !== null && !own.contains(before)) own.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <div className="modal-veil">
      <section
        ref={box}
        className={`modal modal-${width}`}
        role={role}
        aria-labelledby={heading}
        {...(children === undefined ? {} : { "aria-describedby": body })}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || onEscape === undefined) return;
          event.stopPropagation();
          onEscape();
        }}
      >
        <div className="modal-head">
          {icon !== undefined && (
            <span className="modal-icon">
              <Icon name={icon} size={1.6} />
            </span>
          )}
          <h1 id={heading}>{title}</h1>
        </div>
        {children !== undefined && (
          <div className="modal-body" id={body}>
            <ScrollPages>{children}</ScrollPages>
          </div>
        )}
        <div className="modal-actions">{actions}</div>
      </section>
    </div>
  );
}
