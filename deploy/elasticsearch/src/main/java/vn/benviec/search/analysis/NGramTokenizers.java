package vn.benviec.search.analysis;

import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenizer;
import org.apache.lucene.analysis.ngram.NGramTokenizer;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.TokenizerFactory;

/** The tokenizers that cut text into n-grams, split at every character that is not in {@code token_chars}. */
final class NGramTokenizers {
    private static final Map<String, IntPredicate> CHARACTER_CLASSES =
            Map.of(
                    "letter", Character::isLetter,
                    "digit", Character::isDigit,
                    "whitespace", Character::isWhitespace,
                    "punctuation", NGramTokenizers::isPunctuation,
                    "symbol", NGramTokenizers::isSymbol);

    private NGramTokenizers() {}

    static TokenizerFactory edge(String name, Settings settings) {
        var range = NGramRange.of(settings);
        var kept = keptCharacters(settings);
        return TokenizerFactory.newFactory(
                name,
                () ->
                        new EdgeNGramTokenizer(range.min(), range.max()) {
                            @Override
                            protected boolean isTokenChar(int character) {
                                return kept.test(character);
                            }
                        });
    }

    static TokenizerFactory anywhere(String name, Settings settings, int maxDifference) {
        var range = NGramRange.of(settings).within(maxDifference);
        var kept = keptCharacters(settings);
        return TokenizerFactory.newFactory(
                name,
                () ->
                        new NGramTokenizer(range.min(), range.max()) {
                            @Override
                            protected boolean isTokenChar(int character) {
                                return kept.test(character);
                            }
                        });
    }

    private static IntPredicate keptCharacters(Settings settings) {
        List<String> names = settings.getAsList("token_chars");
        IntPredicate kept = names.isEmpty() ? character -> true : character -> false;
        for (String name : names) {
            var characters = CHARACTER_CLASSES.get(name);
            if (characters == null) {
                throw new IllegalArgumentException("Unknown token type: '" + name + "', must be one of "
                        + CHARACTER_CLASSES.keySet().stream().sorted().toList());
            }
            kept = kept.or(characters);
        }
        return kept;
    }

    private static boolean isPunctuation(int character) {
        return switch (Character.getType(character)) {
            case Character.START_PUNCTUATION, Character.END_PUNCTUATION, Character.OTHER_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isSymbol(int character) {
        return switch (Character.getType(character)) {
            case Character.CURRENCY_SYMBOL, Character.MATH_SYMBOL, Character.OTHER_SYMBOL,
                    Character.MODIFIER_SYMBOL -> true;
            default -> false;
        };
    }
}
