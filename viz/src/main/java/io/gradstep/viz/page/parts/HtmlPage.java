package io.gradstep.viz.page.parts;

import io.gradstep.viz.svg.Svg;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A self-contained HTML page made from a template. Its content security policy forbids loading anything, and allows
 * only the scripts and style sheets added here; any other content stays text.
 */
public final class HtmlPage {
    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern STYLE_ELEMENT = Pattern.compile("<style>([^<]*+)</style>");

    private static final String SECURITY = "<meta http-equiv=\"Content-Security-Policy\" content=\"{{policy}}\">\n";
    private static final String STYLE = "<style>{{style}}</style>\n";
    private static final String OWN_FILES = "'self'";

    private final String template;
    private final Map<String, String> parts = new HashMap<>();
    private final List<String> styleHashes = new ArrayList<>();
    private final List<String> scriptHashes = new ArrayList<>();
    private String engine = "";

    /**
     * Takes a template: the title, and what else belongs to the head, then the element {@code main} and the rest of the
     * body. Its slots are {@code {{name}}}.
     */
    public HtmlPage(String template) {
        this.template = framed(template, SECURITY, STYLE);
    }

    private HtmlPage(String template, String links) {
        this.template = framed(template, SECURITY, links + STYLE);
        styleHashes.add(OWN_FILES);
        scriptHashes.add(OWN_FILES);
        style("");
    }

    /** Returns a page of a folder, with links to style sheets and scripts of the folder, which it may load. */
    static HtmlPage inFolder(String template, String links) {
        return new HtmlPage(template, links);
    }

    /** Returns a template in the frame of every page, with links to a style sheet and a script of its server. */
    public static String served(String template, String links) {
        return framed(template, "", links);
    }

    private static String framed(String template, String security, String styleOrLinks) {
        int body = template.indexOf("<main");
        return resource("frame.html")
                .replace("{{security}}", security)
                .replace("{{head}}", template.substring(0, body) + styleOrLinks)
                .replace("{{body}}", template.substring(body));
    }

    /** Reads a resource of pages, with the line ends that browsers make of any before they check a hash. */
    public static String resource(String name) {
        return Resources.text(name);
    }

    /** Escapes what comes from outside, for text and attributes alike. */
    public static String escaped(String text) {
        return new Svg().add("{}", text).toString();
    }

    /** Fills the slot {@code style}, which is a whole style element's content. */
    public HtmlPage style(String css) {
        String squeezed = Squeezed.styleSheet(css);
        parts.put("style", squeezed);
        styleHashes.add(hash(squeezed));
        return this;
    }

    private HtmlPage script(String javascript) {
        parts.put("script", javascript);
        scriptHashes.add(hash(javascript));
        return this;
    }

    /**
     * The concatenated text of modules, in order of dependency, {@linkplain Squeezed squeezed} to save space.
     */
    public static String modules(List<String> names) {
        return names.stream().map(name -> squeezed(resource(name + ".js"))).collect(Collectors.joining());
    }

    /** The text of a module without comments and indentation. */
    public static String squeezed(String module) {
        return '\n' + Squeezed.of(module);
    }

    /** A program in a scope of its own. */
    static String inScope(String modules) {
        return "\n(() => {\n'use strict';\n" + modules + "})();\n";
    }

    /** Fills the slot {@code script} with a program in a scope of its own. */
    public HtmlPage program(String modules) {
        return script(inScope(modules));
    }

    /**
     * Fills the slots {@code script} and {@code packed} with a program in a scope of its own, packed to a third of its
     * length, and what unpacks it. The program runs soon after the page is loaded.
     */
    public HtmlPage packed(String modules) {
        String program = inScope(modules);
        scriptHashes.add(hash(program));
        parts.put("packed", Packed.of(program));
        return program(modules(List.of("unpack")));
    }

    /** Allows a program that a script of the folder inserts, in a scope of its own. */
    HtmlPage inserted(String modules) {
        scriptHashes.add(hash(inScope(modules)));
        return this;
    }

    /** Fills a slot with data that the script of the folder unpacks. */
    public HtmlPage packedData(String slot, String json) {
        String packed = PageFolder.text(json.getBytes(StandardCharsets.UTF_8));
        parts.put(slot, packed.replace('<', (char) ('<' + SevenBits.SPARE))); // which might begin an end tag
        return this;
    }

    /** Fills a slot with our own markup, whose style sheets are allowed. */
    public HtmlPage markup(String slot, String markup) {
        parts.put(slot, markup);
        Matcher style = STYLE_ELEMENT.matcher(markup);
        while (style.find()) {
            styleHashes.add(hash(style.group(1)));
        }
        return this;
    }

    /** Fills the other slots and returns the page; inserted text is not searched for slots. */
    public String html(Map<String, String> others) {
        parts.putAll(others);
        parts.put("policy", policy());
        return SLOT.matcher(template)
                .replaceAll(slot -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(slot.group(1)))));
    }

    /**
     * Lets the page run WebAssembly, in workers that it makes of its own text too, and show images that are part of it.
     */
    HtmlPage webAssembly() {
        scriptHashes.add("'wasm-unsafe-eval'");
        engine = "; img-src data:; worker-src blob:";
        return this;
    }

    private String policy() {
        return "default-src 'none'; script-src " + sources(scriptHashes) + "; style-src " + sources(styleHashes)
                + engine + "; base-uri 'none'; form-action 'none'";
    }

    private static String sources(List<String> hashes) {
        return hashes.isEmpty() ? "'none'" : hashes.stream().distinct().collect(Collectors.joining(" "));
    }

    private static String hash(String content) {
        byte[] digest = Sha256.of(content.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
