package dev.runnerfleet.gitlab;

import dev.runnerfleet.secret.TokenKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenWayTest {

	@ParameterizedTest
	@CsvSource({ "TRADE,REGISTRATION,true", "TRADE,BARE,true", "TRADE,UNKNOWN,true", "TRADE,RUNNER,false",
			"TRADE,ACCESS,false", "TRADE,DEPLOY,false", "CREATE,ACCESS,true", "CREATE,OAUTH_ACCESS,true",
			"CREATE,UNKNOWN,true", "CREATE,REGISTRATION,false", "CREATE,TRADED_RUNNER,false", "CHECK,RUNNER,true",
			"CHECK,TRADED_RUNNER,true", "CHECK,BARE,true", "CHECK,REGISTRATION,false", "CHECK,MISSING,false" })
	void takesWhatIsGoodForIt(TokenWay way, TokenKind kind, boolean taken) {
		assertThat(way.takes(kind)).isEqualTo(taken);
	}

}
