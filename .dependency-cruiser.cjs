/** "Imports point downward", as rules: what may not import what, and which folders may start programs. */
const server = '^(app|components|lib|e2e|proxy\\.ts)'
const subjects = '^lib/(?!access/|adapters/|agent/|instance/|cli/|worker/|demo/|errors)[^/]+/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule(
      'no-circle',
      'Two files that need each other are one file, or three.',
      {},
      {
        circular: true,
        // Types alone make no order of loading.
        viaOnly: { dependencyTypesNot: ['type-only'] },
      },
    ),
    rule('no-missing', 'Every import must lead somewhere.', {}, { couldNotResolve: true }),
    rule(
      'declared',
      'What is imported stands in package.json, and what runs at a user’s is no development dependency.',
      { path: '^(app|components|lib)', pathNot: '\\.test\\.|/testing' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    ),
    rule(
      'app-is-no-adapter',
      'Pages and actions reach a server through an operation, never through its protocol.',
      { path: '^(app|components)/', pathNot: '\\.test\\.' },
      { path: '^lib/(adapters|agent|instance|worker|cli)/' },
    ),
    rule(
      'components-know-no-subject',
      'Reusable pieces know no domain of ours: words and looks only.',
      { path: '^components/' },
      { path: '^(app/|lib/(?!locales/|errors))' },
    ),
    rule(
      'lib-is-below-app',
      'Nothing below a page knows the page.',
      { path: '^lib/', pathNot: '\\.test\\.' },
      { path: '^(app|components|bin|e2e)/' },
    ),
    rule(
      'subject-is-no-adapter',
      'A subject gets narrowed handles from lib/access; types of an adapter may be named.',
      { path: subjects, pathNot: '\\.test\\.|/testing-|^lib/locales/' },
      { path: '^lib/(agent|instance|worker|cli)/' },
    ),
    rule(
      'subject-through-index',
      'Another subject is what its index offers.',
      { path: '^lib/([^/]+)/', pathNot: '\\.test\\.|^lib/(access|adapters|agent|instance|cli|worker|demo)/' },
      {
        path: '^lib/[^/]+/.+',
        pathNot:
          '^lib/($1|access|adapters|locales|agent|instance)/|^lib/[^/]+/(index|operations|schema)\\.ts$',
      },
    ),
    rule(
      'adapter-knows-errors-only',
      'An adapter speaks one protocol and knows no role and no subject.',
      { path: '^lib/adapters/([^/]+)/', pathNot: '\\.test\\.' },
      { path: '^(lib|app|components)/', pathNot: '^lib/(errors\\.ts$|adapters/($1/|[^/]+$))' },
    ),
    rule(
      'instance-knows-errors-only',
      'Making and running an instance needs nothing of the console; main.ts puts the two together.',
      { path: '^lib/instance/', pathNot: '\\.test\\.|/testing|^lib/instance/main\\.ts$' },
      // With the agent it shares how a request is written, to ask whether it is there.
      { path: '^lib/(?!instance/|adapters/agent/frame\\.ts$|errors\\.ts$)' },
    ),
    rule(
      'agent-stands-alone',
      'The process that is root knows the instance and nothing of people, pages or the database.',
      { path: '^lib/agent/', pathNot: '\\.test\\.' },
      // With its adapter it shares the protocol that the two speak, with IMAP's how names of folders are written, and
      // how configuration files are read and brought together, and what may stand in them.
      {
        path: '^(lib/(?!agent/|instance/|adapters/agent/|adapters/imap/names\\.ts$|configuration/((documents|kinds|catalogue)/|edits/merge\\.ts$|index\\.ts$)|errors\\.ts$)|prisma/)',
      },
    ),
    rule(
      'documents-know-errors-only',
      'How configuration files are read and changed: the agent relies on it, so nothing else comes with it.',
      { path: '^lib/configuration/documents/', pathNot: '\\.test\\.' },
      { path: '^(lib|app|components|prisma)/', pathNot: '^lib/(errors\\.ts$|configuration/documents/)' },
    ),
    rule(
      'agent-never-opens-the-database',
      'Not even through something else.',
      { path: '^lib/agent/', pathNot: '\\.test\\.' },
      { path: '^(lib/adapters/database/|prisma/|node_modules/better-sqlite3)', reachable: true },
    ),
    rule(
      'programs-start-in-few-places',
      'The web and worker processes start no program; the agent and the instance do.',
      { path: server, pathNot: '^lib/(instance|agent)/|\\.test\\.|^e2e/' },
      { path: '^(node:)?child_process$' },
    ),
    rule(
      'web-and-worker-start-no-program',
      'Not even through something else.',
      { path: '^(app/|proxy\\.ts|lib/worker/)', pathNot: '\\.test\\.|/testing' },
      { path: '^(node:)?child_process$', reachable: true },
    ),
    rule(
      'errors-know-nothing',
      'Everything may import the errors, so they import nothing.',
      { path: '^lib/errors\\.ts$' },
      { path: '.' },
    ),
  ],
  options: {
    // Types count too: naming another layer's type is depending on it.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules|^prisma/generated' },
    exclude: { path: '^(\\.next|build)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css', '.json'],
    },
  },
}

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to }
}
