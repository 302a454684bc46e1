package io.gradstep.demos.serve;

import com.google.gson.stream.JsonWriter;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.StepperParts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/** The playground's page, in two forms: with an engine behind a server, and with the engine in the page. */
public final class PlaygroundPage {
    /** What the page opens with. */
    private static final String FIRST = "x = -2; y = 5; z = -4\nq = x + y\nf = q * z";

    private static final String LINKS = """
            <link rel="stylesheet" href="/%1$s.css">
            <script src="/%1$s.js" defer></script>
            """;

    /** The engine is text of no type that a browser runs. */
    private static final String WHOLE_FOOT = """
            <script type="text/plain" id="engine">{{engine}}</script>
            <script>{{script}}</script>
            """;

    private PlaygroundPage() {}

    /** {@return the page of {@code gradstep serve}, which loads its style sheet and script from the server} */
    static String served() {
        return served("playground.html", "playground")
                .replace("{{links}}", link("/train", "Training"))
                .replace("{{player}}", StepperParts.markup())
                .replace("{{language}}", LanguagePanel.markup());
    }

    static String styleSheet() {
        return StepperParts.styleSheet() + resource("playground.css");
    }

    static String servedScript() {
        return "(() => {\n'use strict';\n" + modules("server.js") + "new Playground(new ServerEngine());\n})();\n";
    }

    /** {@return a page of the server, whose style sheet and script have a name} */
    static String served(String template, String name) {
        return HtmlPage.served(resource(template), LINKS.formatted(name))
                .replace("{{icon}}", "/icon.svg")
                .replace("{{foot}}", "");
    }

    /**
     * {@return a page that needs nothing else: it runs from a file and from any server}
     *
     * @param links what leads from it to other pages, in HTML
     */
    public static String whole(String links) {
        String engine = "new PageEngine({ module: byId('engine').textContent, presets: %s, first: %s })"
                .formatted(Presets.json(), first());
        return whole(
                "playground.html",
                styleSheet(),
                modules("wasm.js") + resource("engine.js") + "globalThis.gradstep = " + engine
                        + ";\nnew Playground(gradstep);\n",
                "engine.wasm",
                Map.of("player", StepperParts.markup(), "language", LanguagePanel.markup(), "links", links));
    }

    /** {@return a template with all that it needs in it, its engine as WebAssembly too} */
    static String whole(String template, String styleSheet, String script, String engine, Map<String, String> parts) {
        Map<String, String> all = new HashMap<>(parts);
        byte[] icon = resource("icon.svg").getBytes(StandardCharsets.UTF_8);
        all.put("icon", "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(icon));
        all.put("engine", engine(engine));
        String page = resource(template).replace("{{foot}}", WHOLE_FOOT);
        return StepperParts.wholePage(page, styleSheet, script, all);
    }

    /** {@return a link, in HTML} */
    public static String link(String address, String text) {
        return "<a href=\"%s\">%s</a>\n".formatted(address, text);
    }

    private static String modules(String engine) {
        return StepperParts.script() + "\nconst FIRST = " + text(FIRST) + ";\n" + resource(engine)
                + resource("address.js") + resource("playground.js");
    }

    /** The request for the first program as the page makes it, and the answer. */
    private static String first() {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject().name("program").value(FIRST);
            json.name("values").beginObject().endObject();
            json.name("view").value("auto");
            json.name("expand").value(false).endObject();
            return "{ request: %s, answer: %s }"
                    .formatted(text(text.toString()), RenderedProgram.page(PlaygroundRequest.read(text.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible: writes to a string
        } catch (RequestException e) {
            throw new AssertionError("the first program is small", e);
        }
    }

    /** A text as JavaScript has it. */
    private static String text(String value) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(true);
            json.value(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible: writes to a string
        }
        return text.toString();
    }

    /** The engine compiled to WebAssembly, compressed, as text. */
    private static String engine(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible: writes to memory
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static String resource(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = PlaygroundPage.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
