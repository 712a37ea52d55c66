/** For the tests of all services: tokens, and the walk over every route with every role. */
@NullMarked
package io.groat.infra.webtest;

import org.jspecify.annotations.NullMarked;
