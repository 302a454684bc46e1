package io.gradstep.viz.svg;

import io.gradstep.engine.text.Characters;
import java.text.BreakIterator;
import java.util.Locale;

/** Text for a picture: replaces unprintable characters and estimates widths. */
public final class Text {
    static final char REPLACEMENT = '\uFFFD';
    private static final char CONTROL_PICTURES = '\u2400';
    private static final char DELETE = '\u007F';
    private static final char PICTURE_OF_DELETE = '\u2421';
    private static final String ELLIPSIS = "…";

    // Advance widths of DejaVu Sans Bold, printable ASCII, in thousandths of the font size. It is the widest of the
    // fonts that a reader may see instead of the one asked for, so that text which fits by this table fits.
    private static final short[] WIDTHS = {
        348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, // space to /
        696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, // 0 to ?
        1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850, // @ to O
        733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, // P to _
        500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687, // ` to o
        716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838, // p to ~
    };
    private static final double THOUSAND = 1000;
    // What the same font has for letters beyond ASCII and for mathematical signs, and what others have for the rest.
    private static final double LETTER = 0.85;
    private static final double ORDINARY = 1.05;
    /** Raised and lowered digits, letters and brackets. */
    private static final double SCRIPT = 0.67;

    private static final int FIRST_SCRIPT = 0x2070;
    private static final int LAST_SCRIPT = 0x209C;
    private static final double WIDE = 1.4;
    private static final int FIRST_BEYOND_CYRILLIC = 0x0530;
    private static final int FIRST_WIDE = 0x2E80;
    private static final double REGULAR_TO_BOLD = 0.92;

    private Text() {}

    /**
     * Returns a name with a visible sign in place of everything that is none: control characters as their pictures
     * (␀ ␊ …), half surrogate pairs and what XML forbids as �.
     */
    public static String visible(String name) {
        StringBuilder visible = new StringBuilder(name.length());
        name.codePoints().forEach(point -> {
            if (point < ' ') {
                visible.append((char) (CONTROL_PICTURES + point));
            } else if (point == DELETE) {
                visible.append(PICTURE_OF_DELETE);
            } else if (isShown(point)) {
                visible.appendCodePoint(point);
            } else {
                visible.append(REPLACEMENT);
            }
        });
        return visible.toString();
    }

    /** Neither a control of any kind, nor half a pair, nor one of the two that no XML document may hold. */
    private static boolean isShown(int point) {
        // Of those that join or separate letters, only those that turn text round would show another name.
        return Character.getType(point) == Character.FORMAT
                ? !turnsText(point)
                : !Characters.isObeyed(point) && isXml(point);
    }

    /** Tells whether XML 1.0 may hold a character at all, escaped or not. */
    static boolean isXml(int point) {
        return (point >= ' ' || point == '\t' || point == '\n' || point == '\r')
                && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                && point != 0xFFFE
                && point != 0xFFFF;
    }

    private static boolean turnsText(int point) {
        return point == 0x061C
                || (point >= 0x200E && point <= 0x200F)
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }

    /** An upper estimate of the width of bold text, in pixels. */
    public static double boldWidth(String text, double fontSize) {
        return fontSize * text.codePoints().mapToDouble(Text::widthOf).sum();
    }

    /** An upper estimate of the width of text in regular weight, in pixels. */
    public static double width(String text, double fontSize) {
        return REGULAR_TO_BOLD * boldWidth(text, fontSize);
    }

    private static double widthOf(int point) {
        if (point >= ' ' && point < ' ' + WIDTHS.length) {
            return WIDTHS[point - ' '] / THOUSAND;
        }
        if (Characters.takesNoRoom(point)) {
            return 0;
        }
        if ((point >= FIRST_SCRIPT && point <= LAST_SCRIPT) || "¹²³".indexOf(point) >= 0) {
            return SCRIPT;
        }
        return point < FIRST_BEYOND_CYRILLIC ? LETTER : point < FIRST_WIDE ? ORDINARY : WIDE;
    }

    /** Shortens text whose bold form would be wider than allowed, between whole characters as readers see them. */
    public static String shorten(String text, double fontSize, double most) {
        if (boldWidth(text, fontSize) <= most) {
            return text;
        }
        BreakIterator breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        double room = most - boldWidth(ELLIPSIS, fontSize);
        int end = 0;
        for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
            room -= boldWidth(text.substring(end, next), fontSize);
            if (room < 0) {
                break;
            }
            end = next;
        }
        return text.substring(0, end) + ELLIPSIS;
    }
}
