package io.gradstep.nn.fit;

import com.google.gson.FormattingStyle;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonWriter;
import io.gradstep.engine.expr.Program;
import io.gradstep.engine.files.AtomicFile;
import io.gradstep.engine.files.FileTrouble;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The file of fitted curves: one JSON object. Its numbers read back as the same doubles; NaN is null.
 *
 * <p>Of the covariance it has a root, since errors by the matrix itself would lose digits to correlations.
 */
final class FitFile {
    private static final String FORMAT = "format";
    private static final String NAME = "gradstep fit";
    private static final String VERSION = "version";
    private static final int CURRENT = 1;
    private static final String CURVES = "curves";
    private static final String FORMULA = "formula";
    private static final String OUTPUT = "output";
    private static final String INPUTS = "inputs";
    private static final String FIXED = "fixed";
    private static final String TIED = "tied";
    private static final String PARAMETERS = "parameters";
    private static final String FREE = "free";
    private static final String ROOT = "covarianceRoot";
    private static final String DEGREES = "degreesOfFreedom";
    private static final String SCATTER = "scatter";
    private static final String DEVIATION = "residualStandardDeviation";

    private FitFile() {}

    static void write(FittedCurves fitted, Path file) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setFormattingStyle(FormattingStyle.PRETTY);
            json.beginObject();
            json.name(FORMAT).value(NAME);
            json.name(VERSION).value(CURRENT);
            json.name(CURVES).beginArray();
            for (Curve curve : fitted.curves()) {
                write(curve, json);
            }
            json.endArray();
            json.name(PARAMETERS).beginObject();
            for (int k = 0; k < fitted.parameterNames().size(); k++) {
                json.name(fitted.parameterNames().get(k)).value(fitted.parameters()[k]);
            }
            json.endObject();
            json.name(FREE).beginArray();
            for (int k : fitted.covariance().free()) {
                json.value(fitted.parameterNames().get(k));
            }
            json.endArray();
            json.name(ROOT).beginArray();
            for (double[] row : fitted.covariance().root()) {
                json.beginArray();
                for (double number : row) {
                    number(json, number);
                }
                json.endArray();
            }
            json.endArray();
            double degrees = fitted.confidence().degreesOfFreedom();
            number(json.name(DEGREES), Double.isInfinite(degrees) ? Double.NaN : degrees);
            json.name(SCATTER).value(fitted.scatter().name());
            number(json.name(DEVIATION), fitted.residualStandardDeviation());
            json.endObject();
        }
        try {
            AtomicFile.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException("%s cannot be written: %s".formatted(file, FileTrouble.reason(e)), e);
        }
    }

    private static void write(Curve curve, JsonWriter json) throws IOException {
        json.beginObject();
        json.name(FORMULA).value(curve.program().toString());
        json.name(OUTPUT).value(curve.outputName());
        json.name(INPUTS).beginArray();
        for (String input : curve.inputNames()) {
            json.value(input);
        }
        json.endArray();
        json.name(FIXED).beginObject();
        for (Map.Entry<String, Double> fixed : curve.fixed().entrySet()) {
            json.name(fixed.getKey()).value(fixed.getValue());
        }
        json.endObject();
        json.name(TIED).beginObject();
        for (Map.Entry<String, String> tie : curve.ties().entrySet()) {
            json.name(tie.getKey()).value(tie.getValue());
        }
        json.endObject();
        json.endObject();
    }

    private static void number(JsonWriter json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.value(number);
        } else {
            json.nullValue();
        }
    }

    static FittedCurves read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new IOException("%s cannot be read: %s".formatted(file, FileTrouble.reason(e)), e);
        }
        try {
            return of(JsonParser.parseString(text));
        } catch (JsonParseException
                | IllegalArgumentException
                | IllegalStateException
                | UnsupportedOperationException
                | IndexOutOfBoundsException e) {
            throw new IOException(
                    "%s is no saved fit, or is damaged: %s; save one with FittedCurves.save, or gradstep fit --save"
                            .formatted(
                                    file,
                                    String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("")),
                    e);
        }
    }

    private static FittedCurves of(JsonElement content) {
        JsonObject json = content.getAsJsonObject();
        if (!json.has(FORMAT) || !member(json, FORMAT).getAsString().equals(NAME)) {
            throw new IllegalArgumentException("its format is not '%s'".formatted(NAME));
        }
        if (member(json, VERSION).getAsInt() != CURRENT) {
            throw new IllegalArgumentException(
                    "its version is %s; this program reads version %d".formatted(member(json, VERSION), CURRENT));
        }
        Map<String, Double> parameters = numbers(member(json, PARAMETERS).getAsJsonObject());
        List<Curve> curves = new ArrayList<>();
        for (JsonElement curve : member(json, CURVES).getAsJsonArray()) {
            curves.add(curve(curve.getAsJsonObject(), parameters));
        }
        List<String> names = List.copyOf(parameters.keySet());
        if (curves.isEmpty() || !ParameterSpace.of(curves).names().equals(names)) {
            throw new IllegalArgumentException("its parameters are not those of its curves");
        }
        int[] free = texts(member(json, FREE).getAsJsonArray()).stream()
                .mapToInt(names::indexOf)
                .toArray();
        boolean ordered =
                IntStream.range(0, free.length).allMatch(i -> free[i] >= 0 && (i == 0 || free[i] > free[i - 1]));
        JsonArray rows = member(json, ROOT).getAsJsonArray();
        if (!ordered || rows.size() != free.length) {
            throw new IllegalArgumentException("its covariance is not that of its parameters");
        }
        double[][] root = new double[free.length][];
        for (int i = 0; i < root.length; i++) {
            root[i] = row(rows.get(i).getAsJsonArray(), free.length);
        }
        double degrees = number(member(json, DEGREES));
        return new FittedCurves(
                curves,
                names,
                parameters.values().stream().mapToDouble(Double::doubleValue).toArray(),
                Covariance.ofRoot(names.size(), free, root),
                Double.isNaN(degrees) ? FittedCurves.Confidence.NORMAL : new FittedCurves.Confidence(degrees),
                FittedCurves.Scatter.valueOf(member(json, SCATTER).getAsString()),
                number(member(json, DEVIATION)));
    }

    private static Curve curve(JsonObject json, Map<String, Double> parameters) {
        CurveBuilder builder = Curve.builder(Program.parse(member(json, FORMULA).getAsString()))
                .inputs(texts(member(json, INPUTS).getAsJsonArray()))
                .output(member(json, OUTPUT).getAsString());
        parameters.forEach(builder::start);
        numbers(member(json, FIXED).getAsJsonObject()).forEach(builder::fix);
        member(json, TIED)
                .getAsJsonObject()
                .asMap()
                .forEach((name, expression) -> builder.tie(name, expression.getAsString()));
        return builder.build();
    }

    private static JsonElement member(JsonObject json, String name) {
        JsonElement member = json.get(name);
        if (member == null) {
            throw new IllegalArgumentException("it has no '%s'".formatted(name));
        }
        return member;
    }

    private static Map<String, Double> numbers(JsonObject json) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        json.asMap().forEach((name, number) -> numbers.put(name, number.getAsDouble()));
        return numbers;
    }

    private static List<String> texts(JsonArray json) {
        return json.asList().stream().map(JsonElement::getAsString).toList();
    }

    private static double[] row(JsonArray json, int size) {
        double[] row = json.asList().stream().mapToDouble(FitFile::number).toArray();
        if (row.length != size) {
            throw new IllegalArgumentException("its covariance is not that of its parameters");
        }
        return Arrays.copyOf(row, size);
    }

    private static double number(JsonElement json) {
        return json.isJsonNull() ? Double.NaN : json.getAsDouble();
    }
}
