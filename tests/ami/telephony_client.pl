# Telephony::Asterisk::AMI against a floor: PORT SECRET.
use strict;
use warnings;
use Telephony::Asterisk::AMI;

my ($port, $secret) = @ARGV;
my @events;
$| = 1;

sub expect {
	my ($good, $what) = @_;
	return if $good;
	print "FAILED: $what\n";
	exit 1;
}

my $wrong = Telephony::Asterisk::AMI->new(
	Username => 'admin', Secret => 'wrong', Host => '127.0.0.1',
	Port => $port);
expect(!$wrong->connect, 'a wrong secret was let in');
expect($wrong->error eq 'Login failed: Authentication failed', $wrong->error);
print "wrong secret refused\n";

my $ami = Telephony::Asterisk::AMI->new(
	Username => 'admin', Secret => $secret, Host => '127.0.0.1',
	Port => $port, Event_Callback => sub { push @events, $_[0] });
expect($ami->connect, $ami->error // 'no connection');

# The first event since then of that name and with those fields; blocking.
sub until_event {
	my ($name, $since, %fields) = @_;
	for (1 .. 20000) {
		for my $event (@events[$since .. $#events]) {
			next if ($event->{Event} // '') ne $name;
			next if grep { ($event->{$_} // '') ne $fields{$_} }
				keys %fields;
			return $event;
		}
		my $got = $ami->read_response;
		expect(!defined $got->{Response} ||
			$got->{Response} ne 'Error', $got->{Message} // '?');
		push @events, $got;
	}
	expect(0, "waited for $name");
}

sub ask {
	my ($message, %action) = @_;
	my $got = $ami->action(\%action);
	expect($got->{Message} eq $message,
		"$action{Action}: $got->{Message}, wanted $message");
}

my $connect = until_event('AgentConnect', 0);
my $complete = until_event('AgentComplete', 0,
	Linkedid => $connect->{Linkedid});
expect($complete->{Interface} eq $connect->{Interface}, 'another agent');
expect($complete->{TalkTime} >= 50, "talked for $complete->{TalkTime} s");
print "a call seen from beginning to end\n";

my $since = @events;
ask('Queue status will follow', Action => 'QueueStatus');
my $end = until_event('QueueStatusComplete', $since);
my @members = grep { ($_->{Event} // '') eq 'QueueMember' }
	@events[$since .. $#events];
expect(@members == 18, scalar(@members) . ' members');
print "QueueStatus lists the floor\n";

$since = @events;
ask('Interface paused successfully', Action => 'QueuePause',
	Interface => 'PJSIP/1003', Paused => 'true', Reason => 'Lunch');
until_event('QueueMemberPause', $since, Interface => 'PJSIP/1003',
	PausedReason => 'Lunch', Paused => 1);
$since = @events;
until_event('AgentCalled', scalar @events) for 1 .. 8;
expect(!(grep { ($_->{Event} // '') eq 'AgentCalled' &&
	$_->{Interface} eq 'PJSIP/1003' } @events[$since .. $#events]),
	'a paused agent was called');
ask('Interface unpaused successfully', Action => 'QueuePause',
	Interface => 'PJSIP/1003', Paused => 'false');
until_event('AgentCalled', scalar @events, Interface => 'PJSIP/1003');
print "QueuePause stops calls, and starts them again\n";

$since = @events;
ask('Added interface to queue', Action => 'QueueAdd', Queue => 'orders',
	Interface => 'PJSIP/1015');
until_event('AgentCalled', $since, Interface => 'PJSIP/1015',
	Queue => 'orders');
ask('Removed interface from queue', Action => 'QueueRemove',
	Queue => 'orders', Interface => 'PJSIP/1015');
until_event('QueueMemberRemoved', $since, Interface => 'PJSIP/1015');
print "QueueAdd and QueueRemove say who is called\n";

my %reasons;
for my $i (1000 .. 1120) {
	$since = @events;
	ask('Originate successfully queued', Action => 'Originate',
		Channel => "Local/1380013$i\@callfloor", Async => 'true',
		Context => 'callfloor', Exten => '6002', Priority => 1);
	my $got = until_event('OriginateResponse', $since);
	expect(($got->{Response} eq 'Success') == ($got->{Reason} == 4),
		"$got->{Response} with reason $got->{Reason}");
	$reasons{$got->{Reason}} = 1;
	last if $reasons{4} && $reasons{5};
}
expect($reasons{4} && $reasons{5}, join ' ', keys %reasons);
print "Originate: answered, and busy\n";

my $talk = until_event('AgentConnect', scalar @events, Queue => 'orders');
$since = @events;
ask('Redirect successful', Action => 'Redirect', Exten => '6002',
	Channel => $talk->{Channel}, Context => 'callfloor', Priority => 1);
until_event('QueueCallerJoin', $since, Channel => $talk->{Channel},
	Queue => 'help');
$talk = until_event('AgentConnect', scalar @events, Queue => 'orders');
$since = @events;
ask('Transfer succeeded', Action => 'BlindTransfer', Exten => '6002',
	Channel => $talk->{DestChannel}, Context => 'callfloor');
until_event('BlindTransfer', $since, TransfereeChannel => $talk->{Channel});
$talk = until_event('AgentConnect', scalar @events, Queue => 'orders');
$since = @events;
ask('Channel Hungup', Action => 'Hangup', Channel => $talk->{Channel});
until_event('Hangup', $since, Channel => $talk->{Channel});
print "Redirect, BlindTransfer and Hangup steer the call\n";

ask('No such channel', Action => 'Hangup', Channel => 'PJSIP/none-00000000');
print "an unknown channel is an error\n";
expect($ami->disconnect, $ami->error // 'no good-bye');
print "all done\n";
