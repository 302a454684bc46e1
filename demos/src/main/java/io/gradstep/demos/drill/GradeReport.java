package io.gradstep.demos.drill;

import io.gradstep.demos.console.Glyphs;
import io.gradstep.demos.console.Paragraph;
import io.gradstep.demos.console.Style;
import io.gradstep.demos.console.Terminal;
import io.gradstep.viz.quiz.Misconception;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The judgements of all answers: for people, as JSON, and as JUnit's XML.
 *
 * @param title what the problem set is called
 * @param graded the judgements, in the order of the problems
 * @param troubles what does not fit the problem set
 */
record GradeReport(String title, List<Graded> graded, List<String> troubles) {
    private static final String INDENT = "    ";

    long right() {
        return graded.stream().filter(Graded::isRight).count();
    }

    boolean isAllRight() {
        return right() == graded.size();
    }

    void print(Terminal terminal) {
        for (Graded each : graded) {
            Style style = each.isRight() ? Style.VALUE : Style.GRADIENT;
            terminal.println("%s  %s  %s"
                    .formatted(
                            Glyphs.visible(each.id()),
                            terminal.paint(style, each.result().word),
                            Glyphs.visible(each.question())));
            if (!each.isRight()) {
                Paragraph.lines(Glyphs.visible(each.remark())).forEach(line -> terminal.println(INDENT + line));
            }
            if (each.result() == Graded.Result.WRONG && !each.explanation().isEmpty()) {
                Paragraph.lines(each.explanation()).forEach(line -> terminal.println(INDENT + line));
            }
        }
        terminal.println();
        terminal.println(summary());
        Map<Misconception, Long> mistakes = mistakes();
        if (!mistakes.isEmpty()) {
            terminal.println("Mistakes: "
                    + mistakes.entrySet().stream()
                            .map(entry ->
                                    entry.getKey().title() + (entry.getValue() > 1 ? " ×" + entry.getValue() : ""))
                            .collect(Collectors.joining("; ")));
        }
    }

    private String summary() {
        Map<Graded.Result, Long> counts = graded.stream()
                .collect(Collectors.groupingBy(
                        Graded::result, () -> new EnumMap<>(Graded.Result.class), Collectors.counting()));
        counts.remove(Graded.Result.RIGHT);
        String others = counts.entrySet().stream()
                .map(entry -> ", %d %s".formatted(entry.getValue(), entry.getKey().word))
                .collect(Collectors.joining());
        return "%d of %d right%s".formatted(right(), graded.size(), others);
    }

    private Map<Misconception, Long> mistakes() {
        return graded.stream()
                .filter(each -> !each.mistakes().isEmpty())
                .collect(Collectors.groupingBy(
                        each -> each.mistakes().get(0),
                        () -> new EnumMap<>(Misconception.class),
                        Collectors.counting()));
    }

    String json() {
        return JsonText.object(json -> {
            json.name("title").value(title);
            json.name("right").value(right());
            json.name("of").value(graded.size());
            json.name("answers").beginArray();
            for (Graded each : graded) {
                json.beginObject();
                json.name("id").value(each.id());
                json.name("question").value(each.question());
                json.name("answer").value(each.answer());
                json.name("expected").value(each.expected());
                json.name("result").value(each.result().word);
                json.name("mistakes").beginArray();
                for (Misconception mistake : each.mistakes()) {
                    json.value(mistake.title());
                }
                json.endArray();
                json.name("explanation").value(each.explanation());
                json.endObject();
            }
            json.endArray();
            json.name("troubles").beginArray();
            for (String trouble : troubles) {
                json.value(trouble);
            }
            json.endArray();
        });
    }

    /** The results as JUnit writes those of tests, which build servers show. */
    String junit() {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", visible(title));
            xml.writeAttribute("tests", String.valueOf(graded.size() + troubles.size()));
            long errors = graded.stream().filter(GradeReport::isError).count();
            xml.writeAttribute("failures", String.valueOf(graded.size() - right() - errors));
            xml.writeAttribute("errors", String.valueOf(errors + troubles.size()));
            for (Graded each : graded) {
                beginCase(xml, each.id() + ": " + each.question());
                if (!each.isRight()) {
                    xml.writeStartElement(isError(each) ? "error" : "failure");
                    xml.writeAttribute("type", each.result().word);
                    xml.writeAttribute("message", visible(each.remark()));
                    xml.writeCharacters(visible(each.explanation()));
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }
            for (String trouble : troubles) {
                beginCase(xml, "answers");
                xml.writeStartElement("error");
                xml.writeAttribute("message", visible(trouble));
                xml.writeEndElement();
                xml.writeEndElement();
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // impossible: writes to a string
        }
        return text + "\n";
    }

    private void beginCase(XMLStreamWriter xml, String name) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", visible(title));
        xml.writeAttribute("name", visible(name));
    }

    private static boolean isError(Graded graded) {
        return graded.result() == Graded.Result.FAILED;
    }

    /** Without the characters that XML cannot have. */
    private static String visible(String text) {
        return Glyphs.visible(text);
    }
}
