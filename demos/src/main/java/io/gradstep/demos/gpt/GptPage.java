package io.gradstep.demos.gpt;

import io.gradstep.engine.Value;
import io.gradstep.nn.gpt.CharacterGpt;
import io.gradstep.nn.gpt.Gpt;
import io.gradstep.nn.gpt.Vocabulary;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.viz.page.LanguagePage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records a model as it reads a text, and what the backward pass then says, for a {@link LanguagePage}. */
public final class GptPage implements Gpt.Watcher {
    /** A larger model's weights would make a page of many megabytes. */
    private static final int MAX_PARAMETERS = 50_000;

    private static final String DELIMITER = "·";

    private final Map<String, List<double[]>> shares = new LinkedHashMap<>();
    private final Map<String, List<List<Value>>> inputs = new LinkedHashMap<>();
    private final Map<String, List<List<Value>>> outputs = new LinkedHashMap<>();
    private final List<List<Value>> embedded = new ArrayList<>();

    private GptPage() {}

    /**
     * {@return a page on a model that reads a text}
     *
     * @param writer the model, whose weights stay as they are
     * @param text of characters that it knows
     */
    public static LanguagePage of(CharacterGpt writer, String text) {
        Gpt gpt = writer.gpt();
        Vocabulary vocabulary = writer.vocabulary();
        int[] tokens = vocabulary.delimited(text);
        GptPage seen = new GptPage();
        gpt.zeroGrad();
        List<Value> losses = gpt.losses(gpt.start(seen), tokens);
        Value.mean(losses).backward();
        LanguagePage.Builder page = LanguagePage.builder("A GPT reads '%s'".formatted(text));
        for (int t = 0; t < losses.size(); t++) {
            double loss = losses.get(t).data();
            page.position(shown(vocabulary, tokens[t]), shown(vocabulary, tokens[t + 1]), Math.exp(-loss), loss);
        }
        seen.shares.forEach((head, rows) -> page.attention(head, rows.toArray(double[][]::new)));
        if (gpt.parameterCount() > MAX_PARAMETERS) {
            page.note("The weights are left out: there are %,d, and there is room for %,d."
                    .formatted(gpt.parameterCount(), MAX_PARAMETERS));
        } else {
            for (ParameterTensor tensor : gpt.tensors()) {
                seen.add(page, tensor, tokens);
            }
        }
        gpt.zeroGrad();
        return page.note("'%s' stands before and after every text.".formatted(DELIMITER))
                .build();
    }

    /** {@return a token as a reader sees it} */
    public static String shown(Vocabulary vocabulary, int token) {
        return token == vocabulary.delimiter() ? DELIMITER : vocabulary.decode(token);
    }

    private void add(LanguagePage.Builder page, ParameterTensor tensor, int[] tokens) {
        double[][] numbers = rows(tensor);
        List<List<Value>> products = outputs.get(tensor.name());
        List<List<Value>> factors = inputs.get(tensor.name());
        if (products != null && factors != null) {
            page.map(tensor.name(), numbers, data(factors), gradients(products));
            return;
        }
        int[] rows = new int[embedded.size()];
        boolean ofTokens = tensor.name().startsWith("wte.");
        Arrays.setAll(rows, t -> ofTokens ? tokens[t] : t);
        page.table(tensor.name(), numbers, rows, gradients(embedded));
    }

    private static double[][] rows(ParameterTensor tensor) {
        int width = tensor.shape().get(1);
        double[] all = tensor.data();
        double[][] rows = new double[tensor.shape().get(0)][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * width, (i + 1) * width));
        return rows;
    }

    private static double[][] data(List<List<Value>> vectors) {
        return vectors.stream()
                .map(vector -> vector.stream().mapToDouble(Value::data).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] gradients(List<List<Value>> vectors) {
        return vectors.stream()
                .map(vector -> vector.stream().mapToDouble(Value::grad).toArray())
                .toArray(double[][]::new);
    }

    @Override
    public void attended(int layer, int head, int position, List<Value> row) {
        shares.computeIfAbsent("layer %d, head %d".formatted(layer, head), key -> new ArrayList<>())
                .add(row.stream().mapToDouble(Value::data).toArray());
    }

    @Override
    public void embedded(List<Value> sum) {
        embedded.add(sum);
    }

    @Override
    public void multiplied(String tensor, List<Value> x, List<Value> y) {
        inputs.computeIfAbsent(tensor, key -> new ArrayList<>()).add(x);
        outputs.computeIfAbsent(tensor, key -> new ArrayList<>()).add(y);
    }
}
