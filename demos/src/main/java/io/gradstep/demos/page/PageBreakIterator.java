package io.gradstep.demos.page;

import io.gradstep.engine.text.Characters;
import java.text.BreakIterator;
import java.util.Locale;

/**
 * A {@link BreakIterator} between characters as readers see them: a mark belongs to the letter before it, and so does
 * what a joiner connects.
 */
public final class PageBreakIterator {
    /** {@link BreakIterator#DONE}. */
    public static final int DONE = -1;

    private static final int JOINER = 0x200d;

    private String text = "";
    private int position;

    private PageBreakIterator() {}

    /** Stands in for {@link BreakIterator#getCharacterInstance(Locale)}. */
    public static PageBreakIterator getCharacterInstance(Locale locale) {
        return new PageBreakIterator();
    }

    /** Stands in for {@link BreakIterator#setText(String)}. */
    public void setText(String newText) {
        text = newText;
        position = 0;
    }

    /** Stands in for {@link BreakIterator#next()}. */
    public int next() {
        if (position == text.length()) {
            return DONE;
        }
        int last;
        do {
            last = text.codePointAt(position);
            position += Character.charCount(last);
        } while (position < text.length() && (last == JOINER || Characters.takesNoRoom(text.codePointAt(position))));
        return position;
    }
}
