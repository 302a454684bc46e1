package io.gradstep.demos.fit;

import io.gradstep.demos.console.OutsideFiles;
import io.gradstep.nn.data.CsvFile;
import io.gradstep.nn.data.Dataset;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table that a fit uses.
 *
 * @param samples the inputs with each observed column
 * @param errors the standard errors of all observed columns, one after the other; null if there are none
 * @param inputErrors the standard errors of the inputs, for each observed column; null if there are none
 */
@SuppressWarnings("ArrayRecordComponent") // tables are never compared
record FitTable(List<Dataset> samples, double @Nullable [] errors, double @Nullable [][] inputErrors) {
    /** Reads a table. */
    static FitTable read(
            String csv, List<String> inputs, List<String> observed, List<String> sigma, List<String> inputSigma)
            throws IOException {
        List<String> more = new ArrayList<>(observed.subList(1, observed.size()));
        more.addAll(sigma);
        more.addAll(inputSigma);
        // Several observed columns may share their errors.
        List<String> columns = new ArrayList<>(inputs);
        more.stream().distinct().forEach(columns::add);
        Dataset all = CsvFile.of(OutsideFiles.path(csv))
                .label(observed.get(0))
                .features(columns)
                .regression()
                .read();
        if (columns.size() == inputs.size()) {
            return new FitTable(List.of(all), null, null);
        }
        int[] places = places(columns, observed);
        int[] errorPlaces = places(columns, sigma);
        int[] inputErrorPlaces = places(columns, inputSigma);
        int size = all.size();
        double[][] rows = new double[size][];
        Arrays.setAll(rows, i -> Arrays.copyOf(all.input(i), inputs.size()));
        List<Dataset> samples = new ArrayList<>();
        double[] errors = new double[sigma.size() * size];
        for (int k = 0; k < observed.size(); k++) {
            double[] targets = new double[size];
            for (int i = 0; i < size; i++) {
                targets[i] = k == 0 ? all.target(i, 0) : all.input(i, places[k]);
                if (!sigma.isEmpty()) {
                    errors[k * size + i] = all.input(i, errorPlaces[k]);
                }
            }
            samples.add(
                    Dataset.regression(rows, targets).withInputNames(inputs).withTargetNames(List.of(observed.get(k))));
        }
        double[][] inputErrors = new double[inputSigma.isEmpty() ? 0 : observed.size() * size][];
        for (int i = 0; i < inputErrors.length; i++) {
            int row = i % size;
            inputErrors[i] = Arrays.stream(inputErrorPlaces)
                    .mapToDouble(column -> all.input(row, column))
                    .toArray();
        }
        return new FitTable(samples, sigma.isEmpty() ? null : errors, inputSigma.isEmpty() ? null : inputErrors);
    }

    private static int[] places(List<String> columns, List<String> names) {
        return names.stream().mapToInt(columns::indexOf).toArray();
    }
}
