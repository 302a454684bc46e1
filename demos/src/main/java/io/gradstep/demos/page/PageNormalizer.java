package io.gradstep.demos.page;

import java.text.Normalizer;

/** A {@link Normalizer} that asks the browser's. */
public final class PageNormalizer {
    private PageNormalizer() {}

    /** Stands in for {@link java.text.Normalizer.Form}. */
    public enum Form {
        NFD(0),
        NFC(1),
        NFKD(2),
        NFKC(3);

        private final int position;

        Form(int position) {
            this.position = position;
        }
    }

    /** Stands in for {@link Normalizer#normalize(CharSequence, Normalizer.Form)}. */
    public static String normalize(CharSequence text, Form form) {
        PageText.give(text);
        return PageText.take(PageText.normalized(form.position));
    }
}
