/** Ayumi's script: htmx, so that a page can exchange one part of itself. */
import "htmx.org";
