package dev.runnerfleet.logs;

import java.util.Arrays;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/** An exception whose messages have one line each. */
record PlainThrowable(IThrowableProxy failure) implements IThrowableProxy {

	@Override
	public @Nullable String getMessage() {
		return plain(this.failure.getMessage());
	}

	@Override
	public @Nullable String getOverridingMessage() {
		return plain(this.failure.getOverridingMessage());
	}

	@Override
	public String getClassName() {
		return this.failure.getClassName();
	}

	@Override
	public StackTraceElementProxy[] getStackTraceElementProxyArray() {
		return this.failure.getStackTraceElementProxyArray();
	}

	@Override
	public int getCommonFrames() {
		return this.failure.getCommonFrames();
	}

	@Override
	public @Nullable IThrowableProxy getCause() {
		IThrowableProxy cause = this.failure.getCause();
		return (cause != null) ? new PlainThrowable(cause) : null;
	}

	@Override
	public IThrowableProxy[] getSuppressed() {
		return Arrays.stream(this.failure.getSuppressed()).map(PlainThrowable::new).toArray(IThrowableProxy[]::new);
	}

	@Override
	public boolean isCyclic() {
		return this.failure.isCyclic();
	}

	private static @Nullable String plain(@Nullable String message) {
		return (message != null) ? PlainText.of(message) : null;
	}

}
