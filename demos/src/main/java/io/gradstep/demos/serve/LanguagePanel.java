package io.gradstep.demos.serve;

import com.google.common.html.HtmlEscapers;
import io.gradstep.demos.explain.LanguageReference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The reference of the expression language as HTML; a click on an example opens it in the playground. */
final class LanguagePanel {
    private LanguagePanel() {}

    /** {@return the panel's content: headings and lists of definitions} */
    static String markup() {
        StringBuilder html = new StringBuilder();
        for (LanguageReference.Section section : LanguageReference.compute().sections()) {
            html.append("<h2>%s</h2>\n<p>%s</p>\n<dl>\n"
                    .formatted(escape(section.title()), escape(section.introduction())));
            section.entries().forEach(entry -> html.append(markup(entry)));
            html.append("</dl>\n");
        }
        return html.toString();
    }

    private static String markup(LanguageReference.Entry entry) {
        LanguageReference.Example example = entry.example();
        return """
                <div>
                <dt><code>%s</code></dt>
                <dd><p>%s</p><p><a href="#%s"><code>%s</code></a></p><p><code>%s</code></p></dd>
                </div>
                """.formatted(
                        escape(entry.written()),
                        escape(entry.meaning()),
                        "program=" + URLEncoder.encode(example.program(), StandardCharsets.UTF_8),
                        escape(example.program()),
                        escape(example.result()));
    }

    private static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }
}
