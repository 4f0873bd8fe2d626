package vn.benviec.search.analysis;

import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.elasticsearch.index.analysis.TokenFilterFactory;

/** A token filter for analyzers only. */
record Filter(String name, UnaryOperator<TokenStream> make) implements TokenFilterFactory {
    @Override
    public TokenStream create(TokenStream input) {
        return make.apply(input);
    }
}
