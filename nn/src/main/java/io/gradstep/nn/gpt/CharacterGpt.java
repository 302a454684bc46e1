package io.gradstep.nn.gpt;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gradstep.engine.Value;
import io.gradstep.nn.arguments.ArgumentChecks;
import io.gradstep.nn.random.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * A {@link Gpt} that learns to write texts like given ones, a character at a time: the documents, the vocabulary of
 * their characters, the model, its training and its random numbers. The seed fixes them all, to the last bit.
 *
 * <pre>{@code
 * List<String> names = SyllableNames.of(500, 42);
 * CharacterGpt writer = CharacterGpt.create(
 *         names, GptSizes::small, new GptTraining.Settings(300, 0.01, 1), Generator.GRADSTEP, 42, 1);
 * while (writer.training().step() < 300) {
 *     writer.training().next();
 * }
 * System.out.println(writer.write("an", 0.5).startsWith("an")); // true
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class CharacterGpt {
    private final Vocabulary vocabulary;
    private final Gpt gpt;
    private final GptTraining training;
    private final Origin origin;
    private final Generator.Streams random;

    /**
     * The numbers that a model began with.
     *
     * @param generator of the random numbers
     * @param seed of the random numbers
     * @param documentCount the number of documents
     * @param fingerprint a hash of the documents
     */
    record Origin(Generator generator, long seed, int documentCount, long fingerprint) {
        /** More would not fit into memory; a damaged file may name any number. */
        private static final int MAX_DOCUMENTS = 50_000_000;

        Origin {
            if (documentCount < 1 || documentCount > MAX_DOCUMENTS) {
                throw new IllegalArgumentException(
                        "the number of documents must be from 1 to %d, not %d".formatted(MAX_DOCUMENTS, documentCount));
            }
        }
    }

    CharacterGpt(
            Vocabulary vocabulary,
            GptSizes sizes,
            List<String> documents,
            GptTraining.Settings settings,
            Origin origin,
            int threads) {
        this.vocabulary = vocabulary;
        this.origin = origin;
        this.random = origin.generator.start(origin.seed);
        int[] order = random.order().permutation(origin.documentCount);
        this.gpt = Gpt.of(sizes, () -> Gpt.DEVIATION * random.weights().gaussian());
        List<int[]> texts = new ArrayList<>();
        if (documents.isEmpty()) {
            texts.add(vocabulary.delimited("")); // only to write with
        } else {
            for (int document : order) {
                texts.add(vocabulary.delimited(documents.get(document)));
            }
        }
        this.training = new GptTraining(gpt, texts, settings, threads);
    }

    /**
     * Makes a model with random weights for some documents, which are shuffled.
     *
     * @param documents the texts, at least one with a character
     * @param sizes the sizes of the model, given the number of tokens of the vocabulary
     * @param settings of the training
     * @param generator of the random numbers
     * @param seed of the random numbers
     * @param threads the number of threads that share the documents of a step; the result does not depend on it
     * @return a new model
     * @throws IllegalArgumentException if there is no character in the documents
     */
    public static CharacterGpt create(
            List<String> documents,
            IntFunction<GptSizes> sizes,
            GptTraining.Settings settings,
            Generator generator,
            long seed,
            int threads) {
        Objects.requireNonNull(documents, "documents");
        Objects.requireNonNull(sizes, "sizes");
        Objects.requireNonNull(settings, "settings");
        Vocabulary vocabulary = Vocabulary.of(documents);
        return new CharacterGpt(
                vocabulary,
                sizes.apply(vocabulary.size()),
                ImmutableList.copyOf(documents),
                settings,
                new Origin(
                        Objects.requireNonNull(generator, "generator"), seed, documents.size(), fingerprint(documents)),
                threads);
    }

    /**
     * Saves model and training to one safetensors file, which is written completely or not at all. The tensors of the
     * model have the names that PyTorch would give them, those of the optimizer's state the prefix {@code optimizer.}.
     *
     * @param file the target; an existing file is replaced
     * @param notes for the file's metadata, such as where the documents are
     * @throws IOException if the file cannot be written
     */
    public void save(Path file, Map<String, String> notes) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(notes, "notes");
        GptFile.write(this, file, notes);
    }

    /**
     * Loads a model to write with; it cannot be trained.
     *
     * @param file what {@link #save} wrote
     * @return the model
     * @throws IOException if the file cannot be read or is not what {@link #save} wrote; the message names the file and
     *     says why
     */
    public static CharacterGpt load(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return GptFile.read(file, null, 0, 1);
    }

    /**
     * Resumes a training as if it had never stopped, to the last bit.
     *
     * @param file what {@link #save} wrote
     * @param documents the same as before
     * @param steps how many steps the training has; the rate falls to 0 over all of them. 0 for as many as before
     * @param threads the number of threads that share the documents of a step
     * @return the paused training
     * @throws IOException if the file cannot be read or is not what {@link #save} wrote; the message names the file and
     *     says why
     * @throws IllegalArgumentException if the documents are others, or fewer steps are wanted than are done
     */
    public static CharacterGpt resume(Path file, List<String> documents, int steps, int threads) throws IOException {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(documents, "documents");
        return GptFile.read(file, ImmutableList.copyOf(documents), steps, threads);
    }

    /**
     * Returns the notes that a file was saved with, and the settings of the training.
     *
     * @param file what {@link #save} wrote
     * @return an immutable map of strings by key
     * @throws IOException if the file cannot be read or is not what {@link #save} wrote; the message names the file and
     *     says why
     */
    public static Map<String, String> notes(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        return GptFile.metadata(file);
    }

    /**
     * Writes a text: after the prompt, each character is drawn by the probabilities that the model gives, until it
     * draws the end or the block is full.
     *
     * @param prompt the beginning, possibly empty
     * @param temperature what logits are divided by: below 1 likely characters become likelier
     * @return the text with the prompt
     * @throws IllegalArgumentException if the temperature is not positive, a character of the prompt is not in the
     *     vocabulary, or the prompt does not leave room for one more in the block
     */
    public String write(String prompt, double temperature) {
        Objects.requireNonNull(prompt, "prompt");
        ArgumentChecks.positive("the temperature", temperature);
        int[] given = tokens(prompt);
        Gpt.Reader reader = gpt().start();
        StringBuilder text = new StringBuilder(prompt);
        int token = vocabulary.delimiter();
        for (int position = 0; position < gpt.sizes().block(); position++) {
            List<Value> logits = reader.next(token);
            if (position < given.length) {
                token = given[position];
                continue;
            }
            token = random.samples().choice(probabilities(logits, temperature));
            if (token == vocabulary.delimiter()) {
                break;
            }
            text.append(vocabulary.decode(token));
        }
        return text.toString();
    }

    /**
     * Checks that a text can begin what {@link #write} writes.
     *
     * @param prompt the beginning, possibly empty
     * @throws IllegalArgumentException as {@link #write} does
     */
    public void checkPrompt(String prompt) {
        tokens(prompt);
    }

    @CanIgnoreReturnValue
    private int[] tokens(String prompt) {
        Objects.requireNonNull(prompt, "prompt");
        int[] given = vocabulary.encode(prompt);
        if (given.length >= gpt.sizes().block()) {
            throw new IllegalArgumentException(
                    "the prompt has %d characters, but the model was trained on blocks of %d: give at most %d"
                            .formatted(
                                    given.length,
                                    gpt.sizes().block(),
                                    gpt.sizes().block() - 1));
        }
        return given;
    }

    /**
     * Computes the probabilities of the next token.
     *
     * @param logits one for each token
     * @param temperature what the logits are divided by, positive
     * @return a new array with one number for each token; they add up to 1
     */
    public static double[] probabilities(List<Value> logits, double temperature) {
        Objects.requireNonNull(logits, "logits");
        double[] shares =
                logits.stream().mapToDouble(logit -> logit.data() / temperature).toArray();
        double greatest = Arrays.stream(shares).max().orElse(0);
        double total = 0;
        for (int i = 0; i < shares.length; i++) {
            shares[i] = StrictMath.exp(shares[i] - greatest);
            total += shares[i];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= total;
        }
        return shares;
    }

    /** {@return the vocabulary} */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** {@return the model} */
    public Gpt gpt() {
        return training.gpt();
    }

    /** {@return the training} */
    public GptTraining training() {
        return training;
    }

    /** {@return the number of documents} */
    public int documentCount() {
        return origin.documentCount;
    }

    /** {@return the seed of the random numbers} */
    public long seed() {
        return origin.seed;
    }

    Origin origin() {
        return origin;
    }

    static long fingerprint(List<String> documents) {
        long print = documents.size();
        for (String document : documents) {
            for (int i = 0; i < document.length(); i++) {
                print = RandomStream.mix(print ^ document.charAt(i)) + 1;
            }
            print = RandomStream.mix(print) + 1;
        }
        return print;
    }
}
