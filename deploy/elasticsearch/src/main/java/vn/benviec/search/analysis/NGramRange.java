package vn.benviec.search.analysis;

import org.elasticsearch.common.settings.Settings;

/** Shortest and longest n-gram, in characters. */
record NGramRange(int min, int max) {
    static NGramRange of(Settings settings) {
        return new NGramRange(settings.getAsInt("min_gram", 1), settings.getAsInt("max_gram", 2));
    }

    /** Holds to {@code index.max_ngram_diff}, as the official node does, so that no definition passes here only. */
    NGramRange within(int maxDifference) {
        if (max - min > maxDifference) {
            throw new IllegalArgumentException(
                    "The difference between max_gram and min_gram in NGram Tokenizer must be less than or equal to: ["
                            + maxDifference + "] but was [" + (max - min) + "]. This limit can be set by changing the"
                            + " [index.max_ngram_diff] index level setting.");
        }
        return this;
    }
}
