package io.gradstep.demos.serve;

import io.gradstep.demos.console.CommandException;
import io.gradstep.demos.drill.Drill;
import io.gradstep.demos.drill.Level;
import io.gradstep.demos.explain.JsonReport;
import io.gradstep.demos.training.Fields;
import io.gradstep.demos.training.TrainingExport;
import io.gradstep.demos.training.TrainingSession;
import io.gradstep.engine.expr.Evaluation;
import io.gradstep.engine.expr.Program;
import io.gradstep.viz.LayoutException;
import io.gradstep.viz.graph.View;
import io.gradstep.viz.page.Worksheet;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.teavm.interop.Export;

/**
 * The engine as a page calls it, compiled to WebAssembly: what {@code gradstep serve} answers, without a server.
 */
public final class PageEngine {
    /** JavaScript's whole numbers. */
    private static final long MAX_SEED = (1L << 53) - 1;

    /** A page is not to stand still for more than a second. */
    private static final int MAX_ITEMS = 50;

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

    /** Answers as {@code /api/circuit}. */
    @Export(name = "circuit")
    public static void circuit() {
        answer(text -> RenderedProgram.circuit(PlaygroundRequest.read(text)));
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

    /** Answers a program with the page that plays it. */
    @Export(name = "html")
    public static void html() {
        answer(text -> RenderedProgram.of(PlaygroundRequest.read(text)).html());
    }

    /** Answers a program with a sheet to print, a page; after a line with {@code blank} or {@code key}, or neither. */
    @Export(name = "worksheet")
    public static void worksheet() {
        answer(text -> {
            int end = text.indexOf('\n');
            String options = text.substring(0, end);
            Worksheet sheet = RenderedProgram.of(PlaygroundRequest.read(text.substring(end + 1)))
                    .worksheet();
            sheet = options.contains("blank") ? sheet.blankValues() : sheet;
            return (options.contains("key") ? sheet : sheet.withoutKey()).html();
        });
    }

    /** Answers what a drill asks, as {@code gradstep quiz} would with these options. */
    @Export(name = "drill")
    public static void drill() {
        answer(text -> drill(Fields.parse("the drill", text).only("level", "ask", "seed", "items", "program"))
                .page()
                .data());
    }

    private static Drill drill(Fields options) throws RequestException {
        String ask = options.text("ask", "gradients");
        if (!ask.equals("gradients") && !ask.equals("everything")) {
            throw new IllegalArgumentException("a drill asks for gradients or everything");
        }
        long seed = options.whole("seed", 1, -MAX_SEED, MAX_SEED);
        int items = (int) options.whole("items", 10, 1, MAX_ITEMS);
        String program = options.text("program", "");
        return program.isBlank()
                ? Drill.random(Level.of(options.text("level", "medium")), ask.equals("everything"), seed, items)
                : RenderedProgram.of(new PlaygroundRequest(program, Map.of(), View.AUTO, false, null, null))
                        .drill(ask.equals("everything"), seed, items);
    }

    /** Answers an export of the training by its name: its bytes, after a {@code =}. */
    @Export(name = "export")
    public static void export() {
        answer(text -> '=' + new String(TrainingExport.of(text).write(Training.SESSION), StandardCharsets.ISO_8859_1));
    }

    /** Carries out a training's command. */
    @Export(name = "training")
    public static void training() {
        answer(text -> Training.SESSION.answer(text));
    }

    /** The training of this page or worker; there is none until the first command. */
    private static final class Training {
        static final TrainingSession SESSION = new TrainingSession();
    }

    private interface Maker {
        String of(String text) throws RequestException;
    }

    /** Answers the text that was given; what is wrong with it is told after a {@code !}. */
    private static void answer(Maker maker) {
        String text = PassedText.taken();
        try {
            if (text.getBytes(StandardCharsets.UTF_8).length > Site.MAX_BYTES) {
                throw RequestException.tooLong();
            }
            String answer = maker.of(text);
            RequestException.checkLength(answer.length());
            PassedText.answer(answer);
        } catch (RequestException | IllegalArgumentException | LayoutException | CommandException e) {
            PassedText.answer('!' + String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            PassedText.answer('!' + RequestException.bug(e));
        }
    }
}
