package vn.benviec.search.analysis;

import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;

/** A token filter that keyword normalizers may use as well. */
record NormalizingFilter(String name, UnaryOperator<TokenStream> make) implements NormalizingTokenFilterFactory {
    @Override
    public TokenStream create(TokenStream input) {
        return make.apply(input);
    }
}
