package io.gradstep.demos.serve;

import io.gradstep.demos.explain.JsonReport;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Program;
import io.gradstep.viz.LayoutException;
import org.teavm.interop.Export;

/**
 * The engine as a page calls it, compiled to WebAssembly: what {@code gradstep serve} answers, without a server.
 */
public final class PageEngine {
    private PageEngine() {}

    /** TeaVM starts a program here; there is nothing to do before a call. */
    public static void main(String[] arguments) {}

    /** Answers as {@code /api/page}. */
    @Export(name = "page")
    public static void page() {
        answer(text -> RenderedProgram.page(PlaygroundRequest.read(text)));
    }

    /** Answers as {@code /api/derivative}. */
    @Export(name = "derivative")
    public static void derivative() {
        answer(text -> RenderedProgram.derivative(PlaygroundRequest.read(text)));
    }

    /** Answers as {@code /api/svg}. */
    @Export(name = "svg")
    public static void svg() {
        answer(text -> RenderedProgram.of(PlaygroundRequest.read(text)).svg());
    }

    /** Answers a program as {@code gradstep grad --json} does. */
    @Export(name = "grad")
    public static void grad() {
        answer(text -> {
            Evaluation evaluation = Program.parse(text).evaluate();
            evaluation.output().backward();
            return JsonReport.of(evaluation, false, null);
        });
    }

    private interface Maker {
        String of(String text) throws RequestException;
    }

    /** Answers the text that was given; what is wrong with it is told after a {@code !}. */
    private static void answer(Maker maker) {
        String text = PassedText.taken();
        try {
            PassedText.answer(maker.of(text));
        } catch (RequestException | IllegalArgumentException | LayoutException e) {
            PassedText.answer('!' + String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            PassedText.answer('!' + RequestException.bug(e));
        }
    }
}
