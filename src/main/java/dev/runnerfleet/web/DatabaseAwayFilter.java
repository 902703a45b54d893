package dev.runnerfleet.web;

import java.io.IOException;

import dev.runnerfleet.database.DatabaseAway;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers where the sessions cannot be read or kept, which is before any controller and
 * after it. A forward leaves them out, so that the page itself needs no database.
 */
class DatabaseAwayFilter extends OncePerRequestFilter {

	private static final Logger logger = LoggerFactory.getLogger(DatabaseAwayFilter.class);

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			if (response.isCommitted() || !DatabaseAway.causes(ex)) {
				throw ex;
			}
			logger.error("{} {} failed", request.getMethod(), request.getRequestURI(), ex);
			response.reset();
			request.setAttribute(Refusal.ATTRIBUTE, ex);
			request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
			request.getRequestDispatcher("/error").forward(request, response);
		}
	}

}
