package vn.benviec.search.analysis;

import static java.util.Map.entry;

import java.util.Map;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.core.UpperCaseFilter;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.miscellaneous.TrimFilter;
import org.apache.lucene.analysis.miscellaneous.TruncateTokenFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.pattern.PatternReplaceFilter;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.CharFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * Offers, under the names and parameters of the official distribution, the parts of its unpublished analysis-common
 * module that Vietnamese search uses, so that one index definition serves this node and the official image.
 */
public final class AnalysisBasics extends Plugin implements AnalysisPlugin {

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.ofEntries(
                entry("lowercase", (index, env, name, s) -> new NormalizingFilter(name, LowerCaseFilter::new)),
                entry("uppercase", (index, env, name, s) -> new NormalizingFilter(name, UpperCaseFilter::new)),
                entry("trim", (index, env, name, s) -> new NormalizingFilter(name, TrimFilter::new)),
                entry("decimal_digit", (index, env, name, s) -> new NormalizingFilter(name, DecimalDigitFilter::new)),
                entry(
                        "asciifolding",
                        (index, env, name, s) -> new AsciiFolding(name, s.getAsBoolean("preserve_original", false))),
                entry("edge_ngram", (index, env, name, s) -> edgeNGram(name, s)),
                entry(
                        "ngram",
                        (index, env, name, s) -> {
                            var range = NGramRange.of(s).within(index.getMaxNgramDiff());
                            boolean keep = s.getAsBoolean("preserve_original", false);
                            return new Filter(name, in -> new NGramTokenFilter(in, range.min(), range.max(), keep));
                        }),
                entry("length", (index, env, name, s) -> length(name, s)),
                entry(
                        "truncate",
                        (index, env, name, s) -> {
                            int length = s.getAsInt("length", 10);
                            return new Filter(name, in -> new TruncateTokenFilter(in, length));
                        }),
                entry(
                        "unique",
                        (index, env, name, s) -> {
                            boolean samePosition = s.getAsBoolean("only_on_same_position", false);
                            return new Filter(name, in -> new UniqueFilter(in, samePosition));
                        }),
                entry(
                        "pattern_replace",
                        AnalysisPlugin.requiresAnalysisSettings((index, env, name, s) -> patternReplace(name, s))));
    }

    @Override
    public Map<String, AnalysisProvider<CharFilterFactory>> getCharFilters() {
        return Map.of(
                "mapping",
                AnalysisPlugin.requiresAnalysisSettings((index, env, name, s) -> CharFilters.mapping(env, name, s)),
                "pattern_replace",
                AnalysisPlugin.requiresAnalysisSettings((index, env, name, s) -> CharFilters.patternReplace(name, s)));
    }

    @Override
    public Map<String, AnalysisProvider<TokenizerFactory>> getTokenizers() {
        return Map.of(
                "keyword",
                (index, env, name, s) -> {
                    int bufferSize = s.getAsInt("buffer_size", KeywordTokenizer.DEFAULT_BUFFER_SIZE);
                    return TokenizerFactory.newFactory(name, () -> new KeywordTokenizer(bufferSize));
                },
                "whitespace",
                (index, env, name, s) -> TokenizerFactory.newFactory(name, WhitespaceTokenizer::new),
                "edge_ngram",
                (index, env, name, s) -> NGramTokenizers.edge(name, s),
                "ngram",
                (index, env, name, s) -> NGramTokenizers.anywhere(name, s, index.getMaxNgramDiff()));
    }

    private static TokenFilterFactory edgeNGram(String name, Settings settings) {
        if (!"front".equals(settings.get("side", "front"))) {
            throw new IllegalArgumentException("[" + name + "]: this node has edge_ngram at the front only");
        }
        var range = NGramRange.of(settings);
        boolean keep = settings.getAsBoolean("preserve_original", false);
        return new Filter(name, in -> new EdgeNGramTokenFilter(in, range.min(), range.max(), keep));
    }

    private static TokenFilterFactory length(String name, Settings settings) {
        int min = settings.getAsInt("min", 0);
        int max = settings.getAsInt("max", Integer.MAX_VALUE);
        return new Filter(name, in -> new LengthFilter(in, min, max));
    }

    private static TokenFilterFactory patternReplace(String name, Settings settings) {
        var pattern = Regex.compile(CharFilters.required(name, settings, "pattern"), settings.get("flags"));
        var replacement = settings.get("replacement", "");
        boolean all = settings.getAsBoolean("all", true);
        return new NormalizingFilter(name, in -> new PatternReplaceFilter(in, pattern, replacement, all));
    }
}
