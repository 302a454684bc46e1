package io.gradstep.demos.page;

import com.google.errorprone.annotations.DoNotCall;
import io.gradstep.demos.training.ModelBytes;

/** The {@link ModelBytes} of a page, which writes no files. */
public final class PageModelBytes {
    private PageModelBytes() {}

    @DoNotCall("it always fails")
    public static byte[] of(ModelBytes.Writer writer) {
        throw new IllegalArgumentException("this page cannot write model files; 'gradstep serve' can");
    }
}
