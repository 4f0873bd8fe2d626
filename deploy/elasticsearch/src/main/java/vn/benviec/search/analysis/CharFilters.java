package vn.benviec.search.analysis;

import java.io.Reader;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.charfilter.MappingCharFilter;
import org.apache.lucene.analysis.charfilter.NormalizeCharMap;
import org.apache.lucene.analysis.pattern.PatternReplaceCharFilter;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.NormalizingCharFilterFactory;

/** Filters on the text before it is cut into tokens. */
final class CharFilters {
    private static final Pattern RULE = Pattern.compile("(.*?)\\s*=>\\s*(.*?)\\s*");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(\\p{XDigit}{4})|(.))");

    private CharFilters() {}

    private record CharFilter(String name, UnaryOperator<Reader> make) implements NormalizingCharFilterFactory {
        @Override
        public Reader create(Reader input) {
            return make.apply(input);
        }
    }

    static CharFilterFactory patternReplace(String name, Settings settings) {
        var pattern = Regex.compile(required(name, settings, "pattern"), settings.get("flags"));
        var replacement = settings.get("replacement", "");
        return new CharFilter(name, in -> new PatternReplaceCharFilter(pattern, replacement, in));
    }

    static CharFilterFactory mapping(Environment environment, String name, Settings settings) {
        var rules = Analysis.getWordList(environment, settings, "mappings");
        if (rules == null) {
            throw new IllegalArgumentException(
                    "mapping requires either `mappings` or `mappings_path` to be configured");
        }
        var builder = new NormalizeCharMap.Builder();
        for (String rule : rules) {
            var parts = RULE.matcher(rule);
            if (!parts.matches()) {
                throw new IllegalArgumentException("Invalid Mapping Rule : [" + rule + "]");
            }
            builder.add(unescape(parts.group(1)), unescape(parts.group(2)));
        }
        NormalizeCharMap map = builder.build();
        return new CharFilter(name, in -> new MappingCharFilter(map, in));
    }

    static String required(String name, Settings settings, String parameter) {
        var value = settings.get(parameter);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(parameter + " is missing for [" + name + "]");
        }
        return value;
    }

    /** Resolves the backslash escapes of a mapping rule, which let it name a space or a control character. */
    private static String unescape(String text) {
        return ESCAPE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(escaped(match.group(1), match.group(2))));
    }

    private static String escaped(String hexadecimal, String letter) {
        if (hexadecimal != null) {
            return String.valueOf((char) Integer.parseInt(hexadecimal, 16));
        }
        return switch (letter) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "b" -> "\b";
            case "f" -> "\f";
            default -> letter;
        };
    }
}
