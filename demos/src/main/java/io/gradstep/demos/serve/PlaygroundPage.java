package io.gradstep.demos.serve;

import com.google.gson.stream.JsonWriter;
import io.gradstep.viz.page.parts.HtmlPage;
import io.gradstep.viz.page.parts.StepperParts;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The playground's page: its parts, and the page with an engine behind a server. */
final class PlaygroundPage {
    /** What the page opens with. */
    private static final String FIRST = "x = -2; y = 5; z = -4\nq = x + y\nf = q * z";

    private static final String LINKS = """
            <link rel="stylesheet" href="/%1$s.css">
            <script src="/%1$s.js" defer></script>
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
        return StepperParts.styleSheet() + ownStyleSheet();
    }

    static String ownStyleSheet() {
        return HtmlPage.resource("network.css") + resource("playground.css") + resource("lessons.css");
    }

    static String servedScript() {
        return "(() => {\n'use strict';\n" + modules() + "new Playground(new ServerEngine());\n})();\n";
    }

    /** {@return a page of the server, whose style sheet and script have a name} */
    static String served(String template, String name) {
        return HtmlPage.served(resource(template), LINKS.formatted(name))
                .replace("{{icon}}", "/icon.svg")
                .replace("{{foot}}", "");
    }

    /** {@return what the kit's page has besides: the examples, lessons as a JSON list, and what it opens with} */
    static String data(String lessons) {
        return "{\"presets\": %s, \"lessons\": %s, \"first\": %s}".formatted(Presets.json(), safe(lessons), first());
    }

    /** A JSON text without characters that could end a script element. */
    static String safe(String json) {
        return json.replace("<", "\\u003c");
    }

    static String icon() {
        byte[] icon = resource("icon.svg").getBytes(StandardCharsets.UTF_8);
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(icon);
    }

    /** {@return a link, in HTML} */
    static String link(String address, String text) {
        return "<a href=\"%s\">%s</a>\n".formatted(address, text);
    }

    private static String modules() {
        return Stream.of("server.js", "train/lessons.js", "address.js", "circuits.js", "playground.js")
                .map(PlaygroundPage::resource)
                .collect(Collectors.joining("", StepperParts.script() + "\n" + firstProgram(), ""));
    }

    static String firstProgram() {
        return "const FIRST = " + text(FIRST) + ";\n";
    }

    /** The request for the first program as the page makes it, and the answer. */
    private static String first() {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject().name("program").value(FIRST);
            json.name("values").beginObject().endObject();
            json.name("view").value("auto");
            json.name("expand").value(false).endObject();
            return "{\"request\": %s, \"answer\": %s}"
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

    static String resource(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String name) {
        try (InputStream in = PlaygroundPage.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
