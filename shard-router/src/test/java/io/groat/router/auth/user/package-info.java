@NullMarked
package io.groat.router.auth.user;

import org.jspecify.annotations.NullMarked;
