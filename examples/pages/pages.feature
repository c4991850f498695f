Feature: a tutorial page and what follows from it

  Scenario: the page says what the cluster does
    Then the page examples/pages/web.md holds

  Scenario: the web server is open until the page closes it
    Given the page examples/pages/web.md has run up to "Close it"
    When client curls web
    Then it reaches a pod of deployment web

  Scenario: and closed at its end
    Given the page examples/pages/web.md has run
    When client curls web
    Then it is denied by network policy closed
    And line 15 of the page prints "ClusterIP"
