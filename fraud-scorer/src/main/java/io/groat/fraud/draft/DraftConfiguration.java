package io.groat.fraud.draft;

import io.groat.fraud.rule.RuleStore;
import io.groat.fraud.score.CurrentScorer;
import io.groat.fraud.score.ScoreLists;
import io.groat.fraud.score.ScoreStore;
import io.groat.fraud.state.VersionRefresh;
import io.groat.fraud.state.Versions;
import io.groat.web.http.Bodies;
import io.groat.web.http.Routes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How rules are changed and tried. */
@Configuration(proxyBeanMethods = false)
class DraftConfiguration {

    @Bean
    Routes ruleRoutes(RuleStore store, Versions versions, VersionRefresh refresh, Bodies bodies) {
        return new RuleCalls(store, new RuleActivation(store, versions, refresh::now), bodies).routes();
    }

    @Bean
    Routes draftRoutes(ScoreLists lists, ScoreStore scores, CurrentScorer scorer, Bodies bodies) {
        return new DraftCalls(new Backtest(lists, scores, scorer), bodies).routes();
    }
}
