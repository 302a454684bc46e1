package io.gradstep.viz.page.parts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A folder of pages that share their modules: one packed script has them all, and each page names those that it runs.
 * Pages load no file but those of the folder, and work from {@code file://} too.
 */
public final class PageFolder {
    /** The script that every page loads. */
    public static final String SCRIPT = "kit.js";

    private final Map<String, String> modules;

    /**
     * Takes the modules by their names, and other texts for the pages' programs to use.
     */
    public PageFolder(Map<String, String> modules) {
        this.modules = new LinkedHashMap<>(modules);
    }

    /** {@return the text of the shared script} */
    public String script() {
        Json json = new Json().beginObject();
        modules.forEach((name, text) -> json.name(name).string(text));
        json.endObject();
        return "'use strict';\n"
                + HtmlPage.resource("unpackKit.js")
                        .replace("{{packed}}", text(json.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** {@return bytes compressed, as a text for a script between quotation marks} */
    public static String text(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new BestGzip(bytes)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // impossible: writes to memory
        }
        return SevenBits.of(bytes.toByteArray());
    }

    /**
     * {@return a page of the folder}
     *
     * @param template the page as {@link HtmlPage} takes it; the names of the modules go into {@code {{modules}}}
     * @param root the way from the page to the folder, empty or such as {@code ../}
     * @param styleSheets the names of the folder's style sheets for it
     * @param scripts the names of scripts that it loads before the shared one
     * @param names the modules of its program, in order of dependency
     */
    public HtmlPage page(
            String template, String root, List<String> styleSheets, List<String> scripts, List<String> names) {
        StringBuilder links = new StringBuilder();
        for (String sheet : styleSheets) {
            links.append("<link rel=\"stylesheet\" href=\"%s%s\">\n".formatted(root, sheet));
        }
        for (String script : scripts) {
            links.append("<script src=\"%s%s\" defer></script>\n".formatted(root, script));
        }
        links.append("<script src=\"%s%s\" defer></script>\n".formatted(root, SCRIPT));
        Json list = new Json().beginArray();
        names.forEach(list::string);
        String program = names.stream()
                .map(name -> Objects.requireNonNull(modules.get(name), name))
                .collect(Collectors.joining("\n"));
        String foot = "<script type=\"application/json\" id=\"modules\">%s</script>\n".formatted(list.endArray());
        return HtmlPage.inFolder(template + foot, links.toString())
                .inserted(program)
                .webAssembly();
    }

    /** Compresses as much as the format can. */
    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
